//! The scripts that bring completion to a shell: the files of `completions/`, which packages ship too.

/// A shell that can be completed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shell {
    Bash,
    Fish,
    Powershell,
    Zsh,
}

/// The script of a shell. It asks the istioctl of the command line that is being typed, so that it needs no change when commands do.
pub(crate) fn script(shell: Shell, descriptions: bool) -> String {
    let text = match shell {
        Shell::Bash => include_str!("../../completions/istioctl.bash"),
        Shell::Fish => include_str!("../../completions/istioctl.fish"),
        Shell::Powershell => include_str!("../../completions/istioctl.ps1"),
        Shell::Zsh => include_str!("../../completions/_istioctl"),
    };
    if descriptions {
        text.to_owned()
    } else {
        text.replace("__complete ", "__completeNoDesc ")
    }
}
