# PowerShell completion of istioctl, from 'istioctl completion powershell'.

Register-ArgumentCompleter -Native -CommandName istioctl -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    # The words before the cursor. Nothing in them is evaluated.
    $words = @()
    foreach ($element in $commandAst.CommandElements) {
        if ($element.Extent.StartOffset -ge $cursorPosition) { break }
        $words += $element.Extent.Text.Trim('"', "'")
    }
    $program = $words[0]
    if (-not (Get-Command -CommandType Application -Name $program -ErrorAction SilentlyContinue)) { $program = 'istioctl' }
    $words = @($words | Select-Object -Skip 1)
    if ($wordToComplete -eq '') {
        # Before 7.3 an empty argument needs quotes of its own to reach a program.
        $legacy = $PSVersionTable.PSVersion -lt [version]'7.3' -or $PSNativeCommandArgumentPassing -eq 'Legacy'
        if ($legacy) { $words += '""' } else { $words += '' }
    }

    $lines = @(& $program __complete @words 2>$null)
    if ($lines.Count -eq 0 -or $lines[-1] -notmatch '^:(\d+)$') { return }
    $directive = [int]$Matches[1]
    $lines = @($lines | Select-Object -SkipLast 1)
    if ($directive -band 1) { return }

    # Values of --flag= come without the flag.
    $flag = ''
    $value = $wordToComplete
    if ($wordToComplete -match '^(-[^=]*=)(.*)$') {
        $flag = $Matches[1]
        $value = $Matches[2]
    }
    $files = ($directive -band 24) -or ($lines.Count -eq 0 -and -not ($directive -band 4))
    if ($files) {
        Get-ChildItem -Path "$value*" -ErrorAction SilentlyContinue | Where-Object {
            $_.PSIsContainer -or
            (-not ($directive -band 24)) -or
            (($directive -band 8) -and ($name = $_.Name) -and ($lines | Where-Object { $name.EndsWith(".$_") }))
        } | ForEach-Object {
            $folder = Split-Path -Path $value -Parent
            if ($value -match '[\\/]$') { $folder = $value }
            $path = if ($folder) { Join-Path $folder $_.Name } else { $_.Name }
            if ($path -match "[\s']") { $path = "'" + $path.Replace("'", "''") + "'" }
            [System.Management.Automation.CompletionResult]::new("$flag$path", $_.Name, 'ProviderItem', $_.FullName)
        }
        return
    }
    foreach ($line in $lines) {
        $candidate, $about = $line -split "`t", 2
        if (-not $about) { $about = $candidate }
        [System.Management.Automation.CompletionResult]::new("$flag$candidate", $candidate, 'ParameterValue', $about)
    }
}
