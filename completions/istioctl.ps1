
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'istioctl' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'istioctl'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'istioctl' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('analyze', 'analyze', [CompletionResultType]::ParameterValue, 'Find what is wrong in Istio and Kubernetes configuration')
            [CompletionResult]::new('check-inject', 'check-inject', [CompletionResultType]::ParameterValue, 'Say for a workload, or for labels, which injector puts a sidecar into its pods, and why others do not')
            [CompletionResult]::new('completion', 'completion', [CompletionResultType]::ParameterValue, 'Print the completion script of a shell')
            [CompletionResult]::new('install', 'install', [CompletionResultType]::ParameterValue, 'Install Istio into a cluster, or change an installation')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Install Istio into a cluster, or change an installation')
            [CompletionResult]::new('experimental', 'experimental', [CompletionResultType]::ParameterValue, 'Commands whose flags and output may still change')
            [CompletionResult]::new('x', 'x', [CompletionResultType]::ParameterValue, 'Commands whose flags and output may still change')
            [CompletionResult]::new('exp', 'exp', [CompletionResultType]::ParameterValue, 'Commands whose flags and output may still change')
            [CompletionResult]::new('kube-inject', 'kube-inject', [CompletionResultType]::ParameterValue, 'Put the Istio sidecar into the workloads of Kubernetes manifests')
            [CompletionResult]::new('kube-uninject', 'kube-uninject', [CompletionResultType]::ParameterValue, 'Take the Istio sidecar out of manifests that kube-inject put it into')
            [CompletionResult]::new('manifest', 'manifest', [CompletionResultType]::ParameterValue, 'Manifests of an installation: generate, install, compare, translate to Helm')
            [CompletionResult]::new('precheck', 'precheck', [CompletionResultType]::ParameterValue, 'Look whether Istio can be installed or upgraded in the cluster')
            [CompletionResult]::new('profile', 'profile', [CompletionResultType]::ParameterValue, 'Configuration profiles: list, print, compare')
            [CompletionResult]::new('reference', 'reference', [CompletionResultType]::ParameterValue, 'Print the reference of all commands in Markdown')
            [CompletionResult]::new('validate', 'validate', [CompletionResultType]::ParameterValue, 'Check Istio configuration, file by file')
            [CompletionResult]::new('v', 'v', [CompletionResultType]::ParameterValue, 'Check Istio configuration, file by file')
            [CompletionResult]::new('tag', 'tag', [CompletionResultType]::ParameterValue, 'Give revisions of the control plane names that can move')
            [CompletionResult]::new('uninstall', 'uninstall', [CompletionResultType]::ParameterValue, 'Remove Istio, or one revision of it, from a cluster')
            [CompletionResult]::new('upgrade', 'upgrade', [CompletionResultType]::ParameterValue, 'Bring a control plane to the version of this istioctl, in place')
            [CompletionResult]::new('verify-install', 'verify-install', [CompletionResultType]::ParameterValue, 'Compare an installation with what it should be')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Compare an installation with what it should be')
            [CompletionResult]::new('version', 'version', [CompletionResultType]::ParameterValue, 'Print the version of istioctl and of the mesh')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'istioctl;analyze' {
            [CompletionResult]::new('-A', '-A ', [CompletionResultType]::ParameterName, 'Analyse all namespaces of the cluster; resources of files that name no namespace stay without one')
            [CompletionResult]::new('--all-namespaces', '--all-namespaces', [CompletionResultType]::ParameterName, 'Analyse all namespaces of the cluster; resources of files that name no namespace stay without one')
            [CompletionResult]::new('--analyzer', '--analyzer', [CompletionResultType]::ParameterName, 'Run this analyzer only (repeatable)')
            [CompletionResult]::new('-S', '-S ', [CompletionResultType]::ParameterName, 'Do not report a code about some resources: CODE=KIND NAMESPACE/NAME or CODE=KIND NAME.NAMESPACE, with * for any text (repeatable)')
            [CompletionResult]::new('--suppress', '--suppress', [CompletionResultType]::ParameterName, 'Do not report a code about some resources: CODE=KIND NAMESPACE/NAME or CODE=KIND NAME.NAMESPACE, with * for any text (repeatable)')
            [CompletionResult]::new('--baseline', '--baseline', [CompletionResultType]::ParameterName, 'Report only what is not in this file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Format, or FORMAT=FILE to write to a file: log, json, yaml, sarif, junit, github, gitlab, tap (repeatable)')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format, or FORMAT=FILE to write to a file: log, json, yaml, sarif, junit, github, gitlab, tap (repeatable)')
            [CompletionResult]::new('--output-threshold', '--output-threshold', [CompletionResultType]::ParameterName, 'Lowest level to report: Info, Warning or Error')
            [CompletionResult]::new('--failure-threshold', '--failure-threshold', [CompletionResultType]::ParameterName, 'Lowest level that makes the command fail: Info, Warning or Error')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour the levels; without this flag, a terminal gets them')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say which analyzers ran, what files alone do not show, and which suppressions do nothing')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say which analyzers ran, what files alone do not show, and which suppressions do nothing')
            [CompletionResult]::new('-k', '-k', [CompletionResultType]::ParameterName, 'Analyse the cluster as well (the default where a kubeconfig names one)')
            [CompletionResult]::new('--use-kube', '--use-kube', [CompletionResultType]::ParameterName, 'Analyse the cluster as well (the default where a kubeconfig names one)')
            [CompletionResult]::new('--values', '--values', [CompletionResultType]::ParameterName, 'Values for Helm charts among the inputs (repeatable; later files count)')
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'Set a value of Helm charts among the inputs (repeatable)')
            [CompletionResult]::new('--meshConfigFile', '--meshConfigFile', [CompletionResultType]::ParameterName, 'Mesh configuration: the `mesh` of the ConfigMap istio, or the ConfigMap itself')
            [CompletionResult]::new('-R', '-R ', [CompletionResultType]::ParameterName, 'Look into the directories of directories')
            [CompletionResult]::new('--recursive', '--recursive', [CompletionResultType]::ParameterName, 'Look into the directories of directories')
            [CompletionResult]::new('--ignore-unknown', '--ignore-unknown', [CompletionResultType]::ParameterName, 'Do not fail because of an input that holds no Kubernetes resources')
            [CompletionResult]::new('--remote-contexts', '--remote-contexts', [CompletionResultType]::ParameterName, 'Contexts of the kubeconfig whose clusters are remote clusters of the mesh (repeatable)')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Revision of the control plane whose configuration counts')
            [CompletionResult]::new('--revision', '--revision', [CompletionResultType]::ParameterName, 'Revision of the control plane whose configuration counts')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Longest time that reading a cluster may take; 0 is without end')
            [CompletionResult]::new('--compat', '--compat', [CompletionResultType]::ParameterName, 'Read files as another tool does. istioctl-1.30 leaves out Services, Namespaces, Nodes, Pods and Secrets')
            [CompletionResult]::new('-L', '-L ', [CompletionResultType]::ParameterName, 'List the analyzers')
            [CompletionResult]::new('--list-analyzers', '--list-analyzers', [CompletionResultType]::ParameterName, 'List the analyzers')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Show what a code means, why it matters and how to mend it; an analyzer''s name shows its page')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('--write-baseline', '--write-baseline', [CompletionResultType]::ParameterName, 'Write everything that is found to the file of --baseline, and report nothing')
            [CompletionResult]::new('--watch', '--watch', [CompletionResultType]::ParameterName, 'Analyse again whenever a file changes, until interrupted')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;check-inject' {
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'Labels of a pod, key=value with commas between them, instead of a workload')
            [CompletionResult]::new('--labels', '--labels', [CompletionResultType]::ParameterName, 'Labels of a pod, key=value with commas between them, instead of a workload')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'istioctl;completion' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'istioctl;install' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones')
            [CompletionResult]::new('--filename', '--filename', [CompletionResultType]::ParameterName, 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files')
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files')
            [CompletionResult]::new('--set-string', '--set-string', [CompletionResultType]::ParameterName, 'Change a setting to text, whatever the text looks like. Repeatable')
            [CompletionResult]::new('--set-json', '--set-json', [CompletionResultType]::ParameterName, 'Change a setting to a JSON value. Repeatable')
            [CompletionResult]::new('--set-file', '--set-file', [CompletionResultType]::ParameterName, 'Change a setting to the text of a file. Repeatable')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('--manifests', '--manifests', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('--charts', '--charts', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Revision of the control plane; a control plane of its own beside others')
            [CompletionResult]::new('--revision', '--revision', [CompletionResultType]::ParameterName, 'Revision of the control plane; a control plane of its own beside others')
            [CompletionResult]::new('--readiness-timeout', '--readiness-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for each component until it is ready')
            [CompletionResult]::new('--prune', '--prune', [CompletionResultType]::ParameterName, 'Remove what an earlier installation had and this one does not')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Ask the server what would happen, and write nothing')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Go on in spite of settings that are not valid')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--skip-confirmation', '--skip-confirmation', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--verify', '--verify', [CompletionResultType]::ParameterName, 'Compare the cluster with the settings afterwards, as verify-install does')
            [CompletionResult]::new('--diff', '--diff', [CompletionResultType]::ParameterName, 'Only show what would change, as a unified diff of the objects. Exit code 0 if nothing would, 2 if something')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;apply' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones')
            [CompletionResult]::new('--filename', '--filename', [CompletionResultType]::ParameterName, 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files')
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files')
            [CompletionResult]::new('--set-string', '--set-string', [CompletionResultType]::ParameterName, 'Change a setting to text, whatever the text looks like. Repeatable')
            [CompletionResult]::new('--set-json', '--set-json', [CompletionResultType]::ParameterName, 'Change a setting to a JSON value. Repeatable')
            [CompletionResult]::new('--set-file', '--set-file', [CompletionResultType]::ParameterName, 'Change a setting to the text of a file. Repeatable')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('--manifests', '--manifests', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('--charts', '--charts', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Revision of the control plane; a control plane of its own beside others')
            [CompletionResult]::new('--revision', '--revision', [CompletionResultType]::ParameterName, 'Revision of the control plane; a control plane of its own beside others')
            [CompletionResult]::new('--readiness-timeout', '--readiness-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for each component until it is ready')
            [CompletionResult]::new('--prune', '--prune', [CompletionResultType]::ParameterName, 'Remove what an earlier installation had and this one does not')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Ask the server what would happen, and write nothing')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Go on in spite of settings that are not valid')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--skip-confirmation', '--skip-confirmation', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--verify', '--verify', [CompletionResultType]::ParameterName, 'Compare the cluster with the settings afterwards, as verify-install does')
            [CompletionResult]::new('--diff', '--diff', [CompletionResultType]::ParameterName, 'Only show what would change, as a unified diff of the objects. Exit code 0 if nothing would, 2 if something')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;experimental' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('check-inject', 'check-inject', [CompletionResultType]::ParameterValue, 'Say for a workload, or for labels, which injector puts a sidecar into its pods, and why others do not')
            [CompletionResult]::new('injector', 'injector', [CompletionResultType]::ParameterValue, 'Look at sidecar injectors')
            [CompletionResult]::new('precheck', 'precheck', [CompletionResultType]::ParameterValue, 'Look whether Istio can be installed or upgraded in the cluster')
            [CompletionResult]::new('revision', 'revision', [CompletionResultType]::ParameterValue, 'Look at revisions: their control planes, tags, namespaces and pods')
            [CompletionResult]::new('route', 'route', [CompletionResultType]::ParameterValue, 'Show which rule takes a request, from files alone')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'istioctl;x' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('check-inject', 'check-inject', [CompletionResultType]::ParameterValue, 'Say for a workload, or for labels, which injector puts a sidecar into its pods, and why others do not')
            [CompletionResult]::new('injector', 'injector', [CompletionResultType]::ParameterValue, 'Look at sidecar injectors')
            [CompletionResult]::new('precheck', 'precheck', [CompletionResultType]::ParameterValue, 'Look whether Istio can be installed or upgraded in the cluster')
            [CompletionResult]::new('revision', 'revision', [CompletionResultType]::ParameterValue, 'Look at revisions: their control planes, tags, namespaces and pods')
            [CompletionResult]::new('route', 'route', [CompletionResultType]::ParameterValue, 'Show which rule takes a request, from files alone')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'istioctl;exp' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('check-inject', 'check-inject', [CompletionResultType]::ParameterValue, 'Say for a workload, or for labels, which injector puts a sidecar into its pods, and why others do not')
            [CompletionResult]::new('injector', 'injector', [CompletionResultType]::ParameterValue, 'Look at sidecar injectors')
            [CompletionResult]::new('precheck', 'precheck', [CompletionResultType]::ParameterValue, 'Look whether Istio can be installed or upgraded in the cluster')
            [CompletionResult]::new('revision', 'revision', [CompletionResultType]::ParameterValue, 'Look at revisions: their control planes, tags, namespaces and pods')
            [CompletionResult]::new('route', 'route', [CompletionResultType]::ParameterValue, 'Show which rule takes a request, from files alone')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'istioctl;experimental;check-inject' {
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'Labels of a pod, key=value with commas between them, instead of a workload')
            [CompletionResult]::new('--labels', '--labels', [CompletionResultType]::ParameterName, 'Labels of a pod, key=value with commas between them, instead of a workload')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'istioctl;x;check-inject' {
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'Labels of a pod, key=value with commas between them, instead of a workload')
            [CompletionResult]::new('--labels', '--labels', [CompletionResultType]::ParameterName, 'Labels of a pod, key=value with commas between them, instead of a workload')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'istioctl;exp;check-inject' {
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'Labels of a pod, key=value with commas between them, instead of a workload')
            [CompletionResult]::new('--labels', '--labels', [CompletionResultType]::ParameterName, 'Labels of a pod, key=value with commas between them, instead of a workload')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'istioctl;experimental;injector' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List injectors, the namespaces that they inject into, and which of the pods there have another sidecar')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'istioctl;experimental;injector;list' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;experimental;injector;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List injectors, the namespaces that they inject into, and which of the pods there have another sidecar')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'istioctl;experimental;injector;help;list' {
            break
        }
        'istioctl;experimental;injector;help;help' {
            break
        }
        'istioctl;x;injector' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List injectors, the namespaces that they inject into, and which of the pods there have another sidecar')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'istioctl;x;injector;list' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;x;injector;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List injectors, the namespaces that they inject into, and which of the pods there have another sidecar')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'istioctl;x;injector;help;list' {
            break
        }
        'istioctl;x;injector;help;help' {
            break
        }
        'istioctl;exp;injector' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List injectors, the namespaces that they inject into, and which of the pods there have another sidecar')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'istioctl;exp;injector;list' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;exp;injector;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List injectors, the namespaces that they inject into, and which of the pods there have another sidecar')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'istioctl;exp;injector;help;list' {
            break
        }
        'istioctl;exp;injector;help;help' {
            break
        }
        'istioctl;experimental;precheck' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Look for changes of behaviour since this release, such as 1.20')
            [CompletionResult]::new('--from-version', '--from-version', [CompletionResultType]::ParameterName, 'Look for changes of behaviour since this release, such as 1.20')
            [CompletionResult]::new('--skip-controlplane', '--skip-controlplane', [CompletionResultType]::ParameterName, 'Do not look at the cluster''s version, the user''s rights and the Gateway API')
            [CompletionResult]::new('--output-threshold', '--output-threshold', [CompletionResultType]::ParameterName, 'Print messages of this level and worse: Info, Warning or Error')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'log, json, yaml or another format of `istioctl analyze`')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'log, json, yaml or another format of `istioctl analyze`')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Revision of the control plane. Every check is about all revisions')
            [CompletionResult]::new('--revision', '--revision', [CompletionResultType]::ParameterName, 'Revision of the control plane. Every check is about all revisions')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;x;precheck' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Look for changes of behaviour since this release, such as 1.20')
            [CompletionResult]::new('--from-version', '--from-version', [CompletionResultType]::ParameterName, 'Look for changes of behaviour since this release, such as 1.20')
            [CompletionResult]::new('--skip-controlplane', '--skip-controlplane', [CompletionResultType]::ParameterName, 'Do not look at the cluster''s version, the user''s rights and the Gateway API')
            [CompletionResult]::new('--output-threshold', '--output-threshold', [CompletionResultType]::ParameterName, 'Print messages of this level and worse: Info, Warning or Error')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'log, json, yaml or another format of `istioctl analyze`')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'log, json, yaml or another format of `istioctl analyze`')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Revision of the control plane. Every check is about all revisions')
            [CompletionResult]::new('--revision', '--revision', [CompletionResultType]::ParameterName, 'Revision of the control plane. Every check is about all revisions')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;exp;precheck' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Look for changes of behaviour since this release, such as 1.20')
            [CompletionResult]::new('--from-version', '--from-version', [CompletionResultType]::ParameterName, 'Look for changes of behaviour since this release, such as 1.20')
            [CompletionResult]::new('--skip-controlplane', '--skip-controlplane', [CompletionResultType]::ParameterName, 'Do not look at the cluster''s version, the user''s rights and the Gateway API')
            [CompletionResult]::new('--output-threshold', '--output-threshold', [CompletionResultType]::ParameterName, 'Print messages of this level and worse: Info, Warning or Error')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'log, json, yaml or another format of `istioctl analyze`')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'log, json, yaml or another format of `istioctl analyze`')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Revision of the control plane. Every check is about all revisions')
            [CompletionResult]::new('--revision', '--revision', [CompletionResultType]::ParameterName, 'Revision of the control plane. Every check is about all revisions')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;experimental;revision' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List revisions with their tags, control plane pods, namespaces and the number of pods with their proxy')
            [CompletionResult]::new('describe', 'describe', [CompletionResultType]::ParameterValue, 'Show one revision: each control plane pod, injector, tag, namespace, and each pod with its proxy')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'istioctl;experimental;revision;list' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to print')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to print')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'istioctl;experimental;revision;describe' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to print')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to print')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'istioctl;experimental;revision;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List revisions with their tags, control plane pods, namespaces and the number of pods with their proxy')
            [CompletionResult]::new('describe', 'describe', [CompletionResultType]::ParameterValue, 'Show one revision: each control plane pod, injector, tag, namespace, and each pod with its proxy')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'istioctl;experimental;revision;help;list' {
            break
        }
        'istioctl;experimental;revision;help;describe' {
            break
        }
        'istioctl;experimental;revision;help;help' {
            break
        }
        'istioctl;x;revision' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List revisions with their tags, control plane pods, namespaces and the number of pods with their proxy')
            [CompletionResult]::new('describe', 'describe', [CompletionResultType]::ParameterValue, 'Show one revision: each control plane pod, injector, tag, namespace, and each pod with its proxy')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'istioctl;x;revision;list' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to print')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to print')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'istioctl;x;revision;describe' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to print')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to print')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'istioctl;x;revision;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List revisions with their tags, control plane pods, namespaces and the number of pods with their proxy')
            [CompletionResult]::new('describe', 'describe', [CompletionResultType]::ParameterValue, 'Show one revision: each control plane pod, injector, tag, namespace, and each pod with its proxy')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'istioctl;x;revision;help;list' {
            break
        }
        'istioctl;x;revision;help;describe' {
            break
        }
        'istioctl;x;revision;help;help' {
            break
        }
        'istioctl;exp;revision' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List revisions with their tags, control plane pods, namespaces and the number of pods with their proxy')
            [CompletionResult]::new('describe', 'describe', [CompletionResultType]::ParameterValue, 'Show one revision: each control plane pod, injector, tag, namespace, and each pod with its proxy')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'istioctl;exp;revision;list' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to print')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to print')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'istioctl;exp;revision;describe' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to print')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to print')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'istioctl;exp;revision;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List revisions with their tags, control plane pods, namespaces and the number of pods with their proxy')
            [CompletionResult]::new('describe', 'describe', [CompletionResultType]::ParameterValue, 'Show one revision: each control plane pod, injector, tag, namespace, and each pod with its proxy')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'istioctl;exp;revision;help;list' {
            break
        }
        'istioctl;exp;revision;help;describe' {
            break
        }
        'istioctl;exp;revision;help;help' {
            break
        }
        'istioctl;experimental;route' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'What is asked for: `[SCHEME://]HOST[:PORT][/PATH[?QUERY]]`. With https:// or tls:// the client itself speaks TLS, with tcp:// neither')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'Workload that asks, or its namespace alone; without it any workload of --namespace')
            [CompletionResult]::new('-H', '-H ', [CompletionResultType]::ParameterName, 'Header of the request, as ''name: value'' (repeatable). The header host counts before the host of --to')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'Header of the request, as ''name: value'' (repeatable). The header host counts before the host of --to')
            [CompletionResult]::new('--method', '--method', [CompletionResultType]::ParameterName, 'Method of the request')
            [CompletionResult]::new('--gateway', '--gateway', [CompletionResultType]::ParameterName, 'Gateway that the request comes through, instead of a sidecar')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;x;route' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'What is asked for: `[SCHEME://]HOST[:PORT][/PATH[?QUERY]]`. With https:// or tls:// the client itself speaks TLS, with tcp:// neither')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'Workload that asks, or its namespace alone; without it any workload of --namespace')
            [CompletionResult]::new('-H', '-H ', [CompletionResultType]::ParameterName, 'Header of the request, as ''name: value'' (repeatable). The header host counts before the host of --to')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'Header of the request, as ''name: value'' (repeatable). The header host counts before the host of --to')
            [CompletionResult]::new('--method', '--method', [CompletionResultType]::ParameterName, 'Method of the request')
            [CompletionResult]::new('--gateway', '--gateway', [CompletionResultType]::ParameterName, 'Gateway that the request comes through, instead of a sidecar')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;exp;route' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'What is asked for: `[SCHEME://]HOST[:PORT][/PATH[?QUERY]]`. With https:// or tls:// the client itself speaks TLS, with tcp:// neither')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'Workload that asks, or its namespace alone; without it any workload of --namespace')
            [CompletionResult]::new('-H', '-H ', [CompletionResultType]::ParameterName, 'Header of the request, as ''name: value'' (repeatable). The header host counts before the host of --to')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'Header of the request, as ''name: value'' (repeatable). The header host counts before the host of --to')
            [CompletionResult]::new('--method', '--method', [CompletionResultType]::ParameterName, 'Method of the request')
            [CompletionResult]::new('--gateway', '--gateway', [CompletionResultType]::ParameterName, 'Gateway that the request comes through, instead of a sidecar')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Form of the answer')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Form of the answer')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;experimental;help' {
            [CompletionResult]::new('check-inject', 'check-inject', [CompletionResultType]::ParameterValue, 'Say for a workload, or for labels, which injector puts a sidecar into its pods, and why others do not')
            [CompletionResult]::new('injector', 'injector', [CompletionResultType]::ParameterValue, 'Look at sidecar injectors')
            [CompletionResult]::new('precheck', 'precheck', [CompletionResultType]::ParameterValue, 'Look whether Istio can be installed or upgraded in the cluster')
            [CompletionResult]::new('revision', 'revision', [CompletionResultType]::ParameterValue, 'Look at revisions: their control planes, tags, namespaces and pods')
            [CompletionResult]::new('route', 'route', [CompletionResultType]::ParameterValue, 'Show which rule takes a request, from files alone')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'istioctl;experimental;help;check-inject' {
            break
        }
        'istioctl;experimental;help;injector' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List injectors, the namespaces that they inject into, and which of the pods there have another sidecar')
            break
        }
        'istioctl;experimental;help;injector;list' {
            break
        }
        'istioctl;experimental;help;precheck' {
            break
        }
        'istioctl;experimental;help;revision' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List revisions with their tags, control plane pods, namespaces and the number of pods with their proxy')
            [CompletionResult]::new('describe', 'describe', [CompletionResultType]::ParameterValue, 'Show one revision: each control plane pod, injector, tag, namespace, and each pod with its proxy')
            break
        }
        'istioctl;experimental;help;revision;list' {
            break
        }
        'istioctl;experimental;help;revision;describe' {
            break
        }
        'istioctl;experimental;help;route' {
            break
        }
        'istioctl;experimental;help;help' {
            break
        }
        'istioctl;x;help' {
            [CompletionResult]::new('check-inject', 'check-inject', [CompletionResultType]::ParameterValue, 'Say for a workload, or for labels, which injector puts a sidecar into its pods, and why others do not')
            [CompletionResult]::new('injector', 'injector', [CompletionResultType]::ParameterValue, 'Look at sidecar injectors')
            [CompletionResult]::new('precheck', 'precheck', [CompletionResultType]::ParameterValue, 'Look whether Istio can be installed or upgraded in the cluster')
            [CompletionResult]::new('revision', 'revision', [CompletionResultType]::ParameterValue, 'Look at revisions: their control planes, tags, namespaces and pods')
            [CompletionResult]::new('route', 'route', [CompletionResultType]::ParameterValue, 'Show which rule takes a request, from files alone')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'istioctl;x;help;check-inject' {
            break
        }
        'istioctl;x;help;injector' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List injectors, the namespaces that they inject into, and which of the pods there have another sidecar')
            break
        }
        'istioctl;x;help;injector;list' {
            break
        }
        'istioctl;x;help;precheck' {
            break
        }
        'istioctl;x;help;revision' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List revisions with their tags, control plane pods, namespaces and the number of pods with their proxy')
            [CompletionResult]::new('describe', 'describe', [CompletionResultType]::ParameterValue, 'Show one revision: each control plane pod, injector, tag, namespace, and each pod with its proxy')
            break
        }
        'istioctl;x;help;revision;list' {
            break
        }
        'istioctl;x;help;revision;describe' {
            break
        }
        'istioctl;x;help;route' {
            break
        }
        'istioctl;x;help;help' {
            break
        }
        'istioctl;exp;help' {
            [CompletionResult]::new('check-inject', 'check-inject', [CompletionResultType]::ParameterValue, 'Say for a workload, or for labels, which injector puts a sidecar into its pods, and why others do not')
            [CompletionResult]::new('injector', 'injector', [CompletionResultType]::ParameterValue, 'Look at sidecar injectors')
            [CompletionResult]::new('precheck', 'precheck', [CompletionResultType]::ParameterValue, 'Look whether Istio can be installed or upgraded in the cluster')
            [CompletionResult]::new('revision', 'revision', [CompletionResultType]::ParameterValue, 'Look at revisions: their control planes, tags, namespaces and pods')
            [CompletionResult]::new('route', 'route', [CompletionResultType]::ParameterValue, 'Show which rule takes a request, from files alone')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'istioctl;exp;help;check-inject' {
            break
        }
        'istioctl;exp;help;injector' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List injectors, the namespaces that they inject into, and which of the pods there have another sidecar')
            break
        }
        'istioctl;exp;help;injector;list' {
            break
        }
        'istioctl;exp;help;precheck' {
            break
        }
        'istioctl;exp;help;revision' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List revisions with their tags, control plane pods, namespaces and the number of pods with their proxy')
            [CompletionResult]::new('describe', 'describe', [CompletionResultType]::ParameterValue, 'Show one revision: each control plane pod, injector, tag, namespace, and each pod with its proxy')
            break
        }
        'istioctl;exp;help;revision;list' {
            break
        }
        'istioctl;exp;help;revision;describe' {
            break
        }
        'istioctl;exp;help;route' {
            break
        }
        'istioctl;exp;help;help' {
            break
        }
        'istioctl;kube-inject' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Manifest to inject: a file, a directory (all .yaml, .yml and .json files in it), or - for standard input. Repeatable')
            [CompletionResult]::new('--filename', '--filename', [CompletionResultType]::ParameterName, 'Manifest to inject: a file, a directory (all .yaml, .yml and .json files in it), or - for standard input. Repeatable')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the result to this file instead of standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the result to this file instead of standard output')
            [CompletionResult]::new('--template-path', '--template-path', [CompletionResultType]::ParameterName, 'Where a kind that istioctl does not know keeps its pod template, such as Rollout=spec.template. Repeatable')
            [CompletionResult]::new('--injectConfigFile', '--injectConfigFile', [CompletionResultType]::ParameterName, 'Injection templates: the `config` of the ConfigMap istio-sidecar-injector, the ConfigMap itself, or one bare template')
            [CompletionResult]::new('--meshConfigFile', '--meshConfigFile', [CompletionResultType]::ParameterName, 'Mesh configuration: the `mesh` of the ConfigMap istio, or the ConfigMap itself')
            [CompletionResult]::new('--valuesFile', '--valuesFile', [CompletionResultType]::ParameterName, 'Values: the `values` of the ConfigMap istio-sidecar-injector, or the ConfigMap itself')
            [CompletionResult]::new('--operatorFileName', '--operatorFileName', [CompletionResultType]::ParameterName, 'IstioOperator file whose values and mesh configuration are used instead of those of --valuesFile and --meshConfigFile')
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'Change the embedded configuration, with the paths of `istioctl install --set`. Repeatable')
            [CompletionResult]::new('--kube-version', '--kube-version', [CompletionResultType]::ParameterName, 'Kubernetes version that the embedded configuration is for. From 1.33 on sidecars are native sidecars, as they are in such a cluster')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Revision of the control plane')
            [CompletionResult]::new('--revision', '--revision', [CompletionResultType]::ParameterName, 'Revision of the control plane')
            [CompletionResult]::new('--meshConfigMapName', '--meshConfigMapName', [CompletionResultType]::ParameterName, 'ConfigMap that holds the mesh configuration. Another name than the default keeps the webhook from being asked')
            [CompletionResult]::new('--injectConfigMapName', '--injectConfigMapName', [CompletionResultType]::ParameterName, 'ConfigMap that holds the injector configuration. Another name than the default keeps the webhook from being asked')
            [CompletionResult]::new('--webhookConfig', '--webhookConfig', [CompletionResultType]::ParameterName, 'MutatingWebhookConfiguration of the injector. The default stands for that of the revision')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for the injector''s webhook to connect and to answer [default: 5s]')
            [CompletionResult]::new('--xds-address', '--xds-address', [CompletionResultType]::ParameterName, 'Host of the control plane, where the injector''s webhook is asked instead of through a port-forward to a pod')
            [CompletionResult]::new('--xds-label', '--xds-label', [CompletionResultType]::ParameterName, 'Label selector of the control plane''s pods, instead of that of its Service')
            [CompletionResult]::new('--xds-port', '--xds-port', [CompletionResultType]::ParameterName, 'Port of the control plane''s XDS server, which kube-inject does not ask')
            [CompletionResult]::new('--authority', '--authority', [CompletionResultType]::ParameterName, 'Name to expect in the webhook''s certificate')
            [CompletionResult]::new('--cert-dir', '--cert-dir', [CompletionResultType]::ParameterName, 'Directory with a client certificate. No injector asks for one')
            [CompletionResult]::new('--insecure', '--insecure', [CompletionResultType]::ParameterName, 'Do not verify the webhook''s certificate')
            [CompletionResult]::new('--plaintext', '--plaintext', [CompletionResultType]::ParameterName, 'Talk to the control plane without TLS. No webhook does')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('--in-place', '--in-place', [CompletionResultType]::ParameterName, 'Write each result into the file it came from; a file is replaced in one step or not at all')
            [CompletionResult]::new('--reinject', '--reinject', [CompletionResultType]::ParameterName, 'Take an older injection out first, instead of merging the new one over it')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Do not say on standard error which objects were injected and which were not')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Do not say on standard error which objects were injected and which were not')
            [CompletionResult]::new('--no-restore-comment', '--no-restore-comment', [CompletionResultType]::ParameterName, 'Leave out the comment from which kube-uninject restores the original bytes')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use the configuration embedded in istioctl for all that no file gives; contact nothing')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;kube-uninject' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Manifest to take the sidecar out of: a file, a directory (all .yaml, .yml and .json files in it), or - for standard input. Repeatable')
            [CompletionResult]::new('--filename', '--filename', [CompletionResultType]::ParameterName, 'Manifest to take the sidecar out of: a file, a directory (all .yaml, .yml and .json files in it), or - for standard input. Repeatable')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the result to this file instead of standard output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the result to this file instead of standard output')
            [CompletionResult]::new('--template-path', '--template-path', [CompletionResultType]::ParameterName, 'Where a kind that istioctl does not know keeps its pod template, such as Rollout=spec.template. Repeatable')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('--in-place', '--in-place', [CompletionResultType]::ParameterName, 'Write each result into the file it came from; a file is replaced in one step or not at all')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Do not say on standard error what was done')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Do not say on standard error what was done')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;manifest' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Compare the objects of two files or folders')
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Print the manifests of an installation')
            [CompletionResult]::new('install', 'install', [CompletionResultType]::ParameterValue, 'Install Istio into a cluster, or change an installation')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Install Istio into a cluster, or change an installation')
            [CompletionResult]::new('translate', 'translate', [CompletionResultType]::ParameterValue, 'Write what it takes to install with Helm what an IstioOperator says')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'istioctl;manifest;diff' {
            [CompletionResult]::new('--ignore', '--ignore', [CompletionResultType]::ParameterName, 'Leave these objects out: Kind/namespace/name or Kind/name with * for any text; with #path, that part of them. Repeatable')
            [CompletionResult]::new('--select', '--select', [CompletionResultType]::ParameterName, 'Compare only these objects. Repeatable')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Compare folders, subfolders included')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Compare folders, subfolders included')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;manifest;generate' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones')
            [CompletionResult]::new('--filename', '--filename', [CompletionResultType]::ParameterName, 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files')
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files')
            [CompletionResult]::new('--set-string', '--set-string', [CompletionResultType]::ParameterName, 'Change a setting to text, whatever the text looks like. Repeatable')
            [CompletionResult]::new('--set-json', '--set-json', [CompletionResultType]::ParameterName, 'Change a setting to a JSON value. Repeatable')
            [CompletionResult]::new('--set-file', '--set-file', [CompletionResultType]::ParameterName, 'Change a setting to the text of a file. Repeatable')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('--manifests', '--manifests', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('--charts', '--charts', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Revision of the control plane')
            [CompletionResult]::new('--revision', '--revision', [CompletionResultType]::ParameterName, 'Revision of the control plane')
            [CompletionResult]::new('--kube-version', '--kube-version', [CompletionResultType]::ParameterName, 'Kubernetes version to generate for; the oldest that this release runs on if not given')
            [CompletionResult]::new('--filter', '--filter', [CompletionResultType]::ParameterName, 'Only these objects: Kind/namespace/name or Kind/name, with * for any text. Repeatable')
            [CompletionResult]::new('--split-dir', '--split-dir', [CompletionResultType]::ParameterName, 'Write each object into a file of its own in this folder instead of printing')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Go on in spite of settings that are not valid')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Write no files, only say what would be written')
            [CompletionResult]::new('--cluster-specific', '--cluster-specific', [CompletionResultType]::ParameterName, 'Look at the cluster for settings that it needs')
            [CompletionResult]::new('--images', '--images', [CompletionResultType]::ParameterName, 'Print only the images that the installation uses')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;manifest;install' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones')
            [CompletionResult]::new('--filename', '--filename', [CompletionResultType]::ParameterName, 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files')
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files')
            [CompletionResult]::new('--set-string', '--set-string', [CompletionResultType]::ParameterName, 'Change a setting to text, whatever the text looks like. Repeatable')
            [CompletionResult]::new('--set-json', '--set-json', [CompletionResultType]::ParameterName, 'Change a setting to a JSON value. Repeatable')
            [CompletionResult]::new('--set-file', '--set-file', [CompletionResultType]::ParameterName, 'Change a setting to the text of a file. Repeatable')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('--manifests', '--manifests', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('--charts', '--charts', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Revision of the control plane; a control plane of its own beside others')
            [CompletionResult]::new('--revision', '--revision', [CompletionResultType]::ParameterName, 'Revision of the control plane; a control plane of its own beside others')
            [CompletionResult]::new('--readiness-timeout', '--readiness-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for each component until it is ready')
            [CompletionResult]::new('--prune', '--prune', [CompletionResultType]::ParameterName, 'Remove what an earlier installation had and this one does not')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Ask the server what would happen, and write nothing')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Go on in spite of settings that are not valid')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--skip-confirmation', '--skip-confirmation', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--verify', '--verify', [CompletionResultType]::ParameterName, 'Compare the cluster with the settings afterwards, as verify-install does')
            [CompletionResult]::new('--diff', '--diff', [CompletionResultType]::ParameterName, 'Only show what would change, as a unified diff of the objects. Exit code 0 if nothing would, 2 if something')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;manifest;apply' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones')
            [CompletionResult]::new('--filename', '--filename', [CompletionResultType]::ParameterName, 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files')
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files')
            [CompletionResult]::new('--set-string', '--set-string', [CompletionResultType]::ParameterName, 'Change a setting to text, whatever the text looks like. Repeatable')
            [CompletionResult]::new('--set-json', '--set-json', [CompletionResultType]::ParameterName, 'Change a setting to a JSON value. Repeatable')
            [CompletionResult]::new('--set-file', '--set-file', [CompletionResultType]::ParameterName, 'Change a setting to the text of a file. Repeatable')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('--manifests', '--manifests', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('--charts', '--charts', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Revision of the control plane; a control plane of its own beside others')
            [CompletionResult]::new('--revision', '--revision', [CompletionResultType]::ParameterName, 'Revision of the control plane; a control plane of its own beside others')
            [CompletionResult]::new('--readiness-timeout', '--readiness-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for each component until it is ready')
            [CompletionResult]::new('--prune', '--prune', [CompletionResultType]::ParameterName, 'Remove what an earlier installation had and this one does not')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Ask the server what would happen, and write nothing')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Go on in spite of settings that are not valid')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--skip-confirmation', '--skip-confirmation', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--verify', '--verify', [CompletionResultType]::ParameterName, 'Compare the cluster with the settings afterwards, as verify-install does')
            [CompletionResult]::new('--diff', '--diff', [CompletionResultType]::ParameterName, 'Only show what would change, as a unified diff of the objects. Exit code 0 if nothing would, 2 if something')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;manifest;translate' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones')
            [CompletionResult]::new('--filename', '--filename', [CompletionResultType]::ParameterName, 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files')
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files')
            [CompletionResult]::new('--set-string', '--set-string', [CompletionResultType]::ParameterName, 'Change a setting to text, whatever the text looks like. Repeatable')
            [CompletionResult]::new('--set-json', '--set-json', [CompletionResultType]::ParameterName, 'Change a setting to a JSON value. Repeatable')
            [CompletionResult]::new('--set-file', '--set-file', [CompletionResultType]::ParameterName, 'Change a setting to the text of a file. Repeatable')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('--manifests', '--manifests', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('--charts', '--charts', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Revision of the control plane')
            [CompletionResult]::new('--revision', '--revision', [CompletionResultType]::ParameterName, 'Revision of the control plane')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Folder to write to; a new one for temporary files if not given')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Folder to write to; a new one for temporary files if not given')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Write no files, only say what would be written')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;manifest;help' {
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Compare the objects of two files or folders')
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Print the manifests of an installation')
            [CompletionResult]::new('install', 'install', [CompletionResultType]::ParameterValue, 'Install Istio into a cluster, or change an installation')
            [CompletionResult]::new('translate', 'translate', [CompletionResultType]::ParameterValue, 'Write what it takes to install with Helm what an IstioOperator says')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'istioctl;manifest;help;diff' {
            break
        }
        'istioctl;manifest;help;generate' {
            break
        }
        'istioctl;manifest;help;install' {
            break
        }
        'istioctl;manifest;help;translate' {
            break
        }
        'istioctl;manifest;help;help' {
            break
        }
        'istioctl;precheck' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Look for changes of behaviour since this release, such as 1.20')
            [CompletionResult]::new('--from-version', '--from-version', [CompletionResultType]::ParameterName, 'Look for changes of behaviour since this release, such as 1.20')
            [CompletionResult]::new('--skip-controlplane', '--skip-controlplane', [CompletionResultType]::ParameterName, 'Do not look at the cluster''s version, the user''s rights and the Gateway API')
            [CompletionResult]::new('--output-threshold', '--output-threshold', [CompletionResultType]::ParameterName, 'Print messages of this level and worse: Info, Warning or Error')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'log, json, yaml or another format of `istioctl analyze`')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'log, json, yaml or another format of `istioctl analyze`')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Revision of the control plane. Every check is about all revisions')
            [CompletionResult]::new('--revision', '--revision', [CompletionResultType]::ParameterName, 'Revision of the control plane. Every check is about all revisions')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;profile' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Compare two profiles, each with all its settings')
            [CompletionResult]::new('dump', 'dump', [CompletionResultType]::ParameterValue, 'Print a profile with all its settings, and what files and flags change in it')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the profiles')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'istioctl;profile;diff' {
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Folder with charts and profiles instead of the embedded ones')
            [CompletionResult]::new('--manifests', '--manifests', [CompletionResultType]::ParameterName, 'Folder with charts and profiles instead of the embedded ones')
            [CompletionResult]::new('--charts', '--charts', [CompletionResultType]::ParameterName, 'Folder with charts and profiles instead of the embedded ones')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;profile;dump' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones')
            [CompletionResult]::new('--filename', '--filename', [CompletionResultType]::ParameterName, 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files')
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files')
            [CompletionResult]::new('--set-string', '--set-string', [CompletionResultType]::ParameterName, 'Change a setting to text, whatever the text looks like. Repeatable')
            [CompletionResult]::new('--set-json', '--set-json', [CompletionResultType]::ParameterName, 'Change a setting to a JSON value. Repeatable')
            [CompletionResult]::new('--set-file', '--set-file', [CompletionResultType]::ParameterName, 'Change a setting to the text of a file. Repeatable')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('--manifests', '--manifests', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('--charts', '--charts', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Print only this part, named by its path below spec, such as components.pilot')
            [CompletionResult]::new('--config-path', '--config-path', [CompletionResultType]::ParameterName, 'Print only this part, named by its path below spec, such as components.pilot')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'istioctl;profile;list' {
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Folder with charts and profiles instead of the embedded ones')
            [CompletionResult]::new('--manifests', '--manifests', [CompletionResultType]::ParameterName, 'Folder with charts and profiles instead of the embedded ones')
            [CompletionResult]::new('--charts', '--charts', [CompletionResultType]::ParameterName, 'Folder with charts and profiles instead of the embedded ones')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'istioctl;profile;help' {
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Compare two profiles, each with all its settings')
            [CompletionResult]::new('dump', 'dump', [CompletionResultType]::ParameterValue, 'Print a profile with all its settings, and what files and flags change in it')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the profiles')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'istioctl;profile;help;diff' {
            break
        }
        'istioctl;profile;help;dump' {
            break
        }
        'istioctl;profile;help;list' {
            break
        }
        'istioctl;profile;help;help' {
            break
        }
        'istioctl;reference' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'istioctl;validate' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Manifest to check: a file, a directory (all .yaml, .yml and .json files in it), or - for standard input. Repeatable')
            [CompletionResult]::new('--filename', '--filename', [CompletionResultType]::ParameterName, 'Manifest to check: a file, a directory (all .yaml, .yml and .json files in it), or - for standard input. Repeatable')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Format, or FORMAT=FILE to write to a file: log, json, yaml, sarif, junit, github, gitlab, tap (repeatable)')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format, or FORMAT=FILE to write to a file: log, json, yaml, sarif, junit, github, gitlab, tap (repeatable)')
            [CompletionResult]::new('-x', '-x', [CompletionResultType]::ParameterName, 'Has no effect')
            [CompletionResult]::new('--referential', '--referential', [CompletionResultType]::ParameterName, 'Has no effect')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;v' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Manifest to check: a file, a directory (all .yaml, .yml and .json files in it), or - for standard input. Repeatable')
            [CompletionResult]::new('--filename', '--filename', [CompletionResultType]::ParameterName, 'Manifest to check: a file, a directory (all .yaml, .yml and .json files in it), or - for standard input. Repeatable')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Format, or FORMAT=FILE to write to a file: log, json, yaml, sarif, junit, github, gitlab, tap (repeatable)')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Format, or FORMAT=FILE to write to a file: log, json, yaml, sarif, junit, github, gitlab, tap (repeatable)')
            [CompletionResult]::new('-x', '-x', [CompletionResultType]::ParameterName, 'Has no effect')
            [CompletionResult]::new('--referential', '--referential', [CompletionResultType]::ParameterName, 'Has no effect')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;tag' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Print the objects of a tag instead of applying them')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List tags, the revisions that they stand for, and the namespaces that follow them')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'List tags, the revisions that they stand for, and the namespaces that follow them')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a tag')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Remove a tag')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Create a tag, or point it at another revision')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'istioctl;tag;generate' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Revision of the control plane that the tag stands for')
            [CompletionResult]::new('--revision', '--revision', [CompletionResultType]::ParameterName, 'Revision of the control plane that the tag stands for')
            [CompletionResult]::new('--overwrite', '--overwrite', [CompletionResultType]::ParameterName, 'Change a tag that exists')
            [CompletionResult]::new('--webhook-name', '--webhook-name', [CompletionResultType]::ParameterName, 'Name of the MutatingWebhookConfiguration, instead of istio-revision-tag-TAG')
            [CompletionResult]::new('--auto-inject-namespaces', '--auto-inject-namespaces', [CompletionResultType]::ParameterName, 'With the tag default: inject into namespaces that have no injection label, too')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Accepted for compatibility: a tag takes everything from the revision''s own injector')
            [CompletionResult]::new('--manifests', '--manifests', [CompletionResultType]::ParameterName, 'Accepted for compatibility: a tag takes everything from the revision''s own injector')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Accepted for compatibility: there is nothing to confirm')
            [CompletionResult]::new('--skip-confirmation', '--skip-confirmation', [CompletionResultType]::ParameterName, 'Accepted for compatibility: there is nothing to confirm')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'istioctl;tag;list' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'table, json or yaml')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'table, json or yaml')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'istioctl;tag;show' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'table, json or yaml')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'table, json or yaml')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'istioctl;tag;remove' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--skip-confirmation', '--skip-confirmation', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;tag;delete' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--skip-confirmation', '--skip-confirmation', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;tag;set' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Revision of the control plane that the tag stands for')
            [CompletionResult]::new('--revision', '--revision', [CompletionResultType]::ParameterName, 'Revision of the control plane that the tag stands for')
            [CompletionResult]::new('--overwrite', '--overwrite', [CompletionResultType]::ParameterName, 'Change a tag that exists')
            [CompletionResult]::new('--webhook-name', '--webhook-name', [CompletionResultType]::ParameterName, 'Name of the MutatingWebhookConfiguration, instead of istio-revision-tag-TAG')
            [CompletionResult]::new('--auto-inject-namespaces', '--auto-inject-namespaces', [CompletionResultType]::ParameterName, 'With the tag default: inject into namespaces that have no injection label, too')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Accepted for compatibility: a tag takes everything from the revision''s own injector')
            [CompletionResult]::new('--manifests', '--manifests', [CompletionResultType]::ParameterName, 'Accepted for compatibility: a tag takes everything from the revision''s own injector')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Accepted for compatibility: there is nothing to confirm')
            [CompletionResult]::new('--skip-confirmation', '--skip-confirmation', [CompletionResultType]::ParameterName, 'Accepted for compatibility: there is nothing to confirm')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'istioctl;tag;help' {
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Print the objects of a tag instead of applying them')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List tags, the revisions that they stand for, and the namespaces that follow them')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a tag')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Create a tag, or point it at another revision')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'istioctl;tag;help;generate' {
            break
        }
        'istioctl;tag;help;list' {
            break
        }
        'istioctl;tag;help;remove' {
            break
        }
        'istioctl;tag;help;set' {
            break
        }
        'istioctl;tag;help;help' {
            break
        }
        'istioctl;uninstall' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'File with the IstioOperator that was installed')
            [CompletionResult]::new('--filename', '--filename', [CompletionResultType]::ParameterName, 'File with the IstioOperator that was installed')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Revision of the control plane to remove')
            [CompletionResult]::new('--revision', '--revision', [CompletionResultType]::ParameterName, 'Revision of the control plane to remove')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'A setting of the installation, such as revision=canary. Repeatable')
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'A setting of the installation, such as revision=canary. Repeatable')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Folder with charts and profiles that the installation was made with')
            [CompletionResult]::new('--manifests', '--manifests', [CompletionResultType]::ParameterName, 'Folder with charts and profiles that the installation was made with')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('--purge', '--purge', [CompletionResultType]::ParameterName, 'Remove everything of Istio, of all revisions, and the configuration of the mesh')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would go, and write nothing')
            [CompletionResult]::new('--diff', '--diff', [CompletionResultType]::ParameterName, 'Only show what would go, as a unified diff. Exit code 0 if nothing would, 2 if something')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Go on in spite of settings that are not valid')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--skip-confirmation', '--skip-confirmation', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Name every object that goes, not only how many of each kind')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Name every object that goes, not only how many of each kind')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;upgrade' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones')
            [CompletionResult]::new('--filename', '--filename', [CompletionResultType]::ParameterName, 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files')
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files')
            [CompletionResult]::new('--set-string', '--set-string', [CompletionResultType]::ParameterName, 'Change a setting to text, whatever the text looks like. Repeatable')
            [CompletionResult]::new('--set-json', '--set-json', [CompletionResultType]::ParameterName, 'Change a setting to a JSON value. Repeatable')
            [CompletionResult]::new('--set-file', '--set-file', [CompletionResultType]::ParameterName, 'Change a setting to the text of a file. Repeatable')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('--manifests', '--manifests', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('--charts', '--charts', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Revision of the control plane; a control plane of its own beside others')
            [CompletionResult]::new('--revision', '--revision', [CompletionResultType]::ParameterName, 'Revision of the control plane; a control plane of its own beside others')
            [CompletionResult]::new('--readiness-timeout', '--readiness-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for each component until it is ready')
            [CompletionResult]::new('--prune', '--prune', [CompletionResultType]::ParameterName, 'Remove what an earlier installation had and this one does not')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Ask the server what would happen, and write nothing')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Go on in spite of settings that are not valid')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--skip-confirmation', '--skip-confirmation', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--verify', '--verify', [CompletionResultType]::ParameterName, 'Compare the cluster with the settings afterwards, as verify-install does')
            [CompletionResult]::new('--diff', '--diff', [CompletionResultType]::ParameterName, 'Only show what would change, as a unified diff of the objects. Exit code 0 if nothing would, 2 if something')
            [CompletionResult]::new('--restart-workloads', '--restart-workloads', [CompletionResultType]::ParameterName, 'Afterwards restart, a few pods at a time, the workloads whose sidecars are of an older version')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;verify-install' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones')
            [CompletionResult]::new('--filename', '--filename', [CompletionResultType]::ParameterName, 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files')
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files')
            [CompletionResult]::new('--set-string', '--set-string', [CompletionResultType]::ParameterName, 'Change a setting to text, whatever the text looks like. Repeatable')
            [CompletionResult]::new('--set-json', '--set-json', [CompletionResultType]::ParameterName, 'Change a setting to a JSON value. Repeatable')
            [CompletionResult]::new('--set-file', '--set-file', [CompletionResultType]::ParameterName, 'Change a setting to the text of a file. Repeatable')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('--manifests', '--manifests', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('--charts', '--charts', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Revision of the control plane')
            [CompletionResult]::new('--revision', '--revision', [CompletionResultType]::ParameterName, 'Revision of the control plane')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Go on in spite of settings that are not valid')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;verify' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones')
            [CompletionResult]::new('--filename', '--filename', [CompletionResultType]::ParameterName, 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files')
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files')
            [CompletionResult]::new('--set-string', '--set-string', [CompletionResultType]::ParameterName, 'Change a setting to text, whatever the text looks like. Repeatable')
            [CompletionResult]::new('--set-json', '--set-json', [CompletionResultType]::ParameterName, 'Change a setting to a JSON value. Repeatable')
            [CompletionResult]::new('--set-file', '--set-file', [CompletionResultType]::ParameterName, 'Change a setting to the text of a file. Repeatable')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('--manifests', '--manifests', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('--charts', '--charts', [CompletionResultType]::ParameterName, 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Revision of the control plane')
            [CompletionResult]::new('--revision', '--revision', [CompletionResultType]::ParameterName, 'Revision of the control plane')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Go on in spite of settings that are not valid')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;version' {
            [CompletionResult]::new('--remote', '--remote', [CompletionResultType]::ParameterName, 'Ask the cluster for the versions of the control plane and of the proxies')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Print the version number alone. Use --short=false for everything that is known about the build')
            [CompletionResult]::new('--short', '--short', [CompletionResultType]::ParameterName, 'Print the version number alone. Use --short=false for everything that is known about the build')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Print machine-readable output')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Print machine-readable output')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Revision (or tag) of the control plane to ask. Without it, all are asked')
            [CompletionResult]::new('--revision', '--revision', [CompletionResultType]::ParameterName, 'Revision (or tag) of the control plane to ask. Without it, all are asked')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--kubeconfig', '--kubeconfig', [CompletionResultType]::ParameterName, 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config')
            [CompletionResult]::new('--context', '--context', [CompletionResultType]::ParameterName, 'Kubeconfig context to use')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Namespace of the objects that the command is about')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--istioNamespace', '--istioNamespace', [CompletionResultType]::ParameterName, 'Namespace that Istio is installed in')
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'User to act as in the cluster')
            [CompletionResult]::new('--as-group', '--as-group', [CompletionResultType]::ParameterName, 'Group to act as in the cluster (repeatable)')
            [CompletionResult]::new('--as-uid', '--as-uid', [CompletionResultType]::ParameterName, 'UID to act as in the cluster')
            [CompletionResult]::new('--kubeclient-timeout', '--kubeclient-timeout', [CompletionResultType]::ParameterName, 'Longest time to wait for one answer of the cluster')
            [CompletionResult]::new('--vklog', '--vklog', [CompletionResultType]::ParameterName, 'Detail of the messages of the Kubernetes client')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'istioctl;help' {
            [CompletionResult]::new('analyze', 'analyze', [CompletionResultType]::ParameterValue, 'Find what is wrong in Istio and Kubernetes configuration')
            [CompletionResult]::new('check-inject', 'check-inject', [CompletionResultType]::ParameterValue, 'Say for a workload, or for labels, which injector puts a sidecar into its pods, and why others do not')
            [CompletionResult]::new('completion', 'completion', [CompletionResultType]::ParameterValue, 'Print the completion script of a shell')
            [CompletionResult]::new('install', 'install', [CompletionResultType]::ParameterValue, 'Install Istio into a cluster, or change an installation')
            [CompletionResult]::new('experimental', 'experimental', [CompletionResultType]::ParameterValue, 'Commands whose flags and output may still change')
            [CompletionResult]::new('kube-inject', 'kube-inject', [CompletionResultType]::ParameterValue, 'Put the Istio sidecar into the workloads of Kubernetes manifests')
            [CompletionResult]::new('kube-uninject', 'kube-uninject', [CompletionResultType]::ParameterValue, 'Take the Istio sidecar out of manifests that kube-inject put it into')
            [CompletionResult]::new('manifest', 'manifest', [CompletionResultType]::ParameterValue, 'Manifests of an installation: generate, install, compare, translate to Helm')
            [CompletionResult]::new('precheck', 'precheck', [CompletionResultType]::ParameterValue, 'Look whether Istio can be installed or upgraded in the cluster')
            [CompletionResult]::new('profile', 'profile', [CompletionResultType]::ParameterValue, 'Configuration profiles: list, print, compare')
            [CompletionResult]::new('reference', 'reference', [CompletionResultType]::ParameterValue, 'Print the reference of all commands in Markdown')
            [CompletionResult]::new('validate', 'validate', [CompletionResultType]::ParameterValue, 'Check Istio configuration, file by file')
            [CompletionResult]::new('tag', 'tag', [CompletionResultType]::ParameterValue, 'Give revisions of the control plane names that can move')
            [CompletionResult]::new('uninstall', 'uninstall', [CompletionResultType]::ParameterValue, 'Remove Istio, or one revision of it, from a cluster')
            [CompletionResult]::new('upgrade', 'upgrade', [CompletionResultType]::ParameterValue, 'Bring a control plane to the version of this istioctl, in place')
            [CompletionResult]::new('verify-install', 'verify-install', [CompletionResultType]::ParameterValue, 'Compare an installation with what it should be')
            [CompletionResult]::new('version', 'version', [CompletionResultType]::ParameterValue, 'Print the version of istioctl and of the mesh')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'istioctl;help;analyze' {
            break
        }
        'istioctl;help;check-inject' {
            break
        }
        'istioctl;help;completion' {
            break
        }
        'istioctl;help;install' {
            break
        }
        'istioctl;help;experimental' {
            [CompletionResult]::new('check-inject', 'check-inject', [CompletionResultType]::ParameterValue, 'Say for a workload, or for labels, which injector puts a sidecar into its pods, and why others do not')
            [CompletionResult]::new('injector', 'injector', [CompletionResultType]::ParameterValue, 'Look at sidecar injectors')
            [CompletionResult]::new('precheck', 'precheck', [CompletionResultType]::ParameterValue, 'Look whether Istio can be installed or upgraded in the cluster')
            [CompletionResult]::new('revision', 'revision', [CompletionResultType]::ParameterValue, 'Look at revisions: their control planes, tags, namespaces and pods')
            [CompletionResult]::new('route', 'route', [CompletionResultType]::ParameterValue, 'Show which rule takes a request, from files alone')
            break
        }
        'istioctl;help;experimental;check-inject' {
            break
        }
        'istioctl;help;experimental;injector' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List injectors, the namespaces that they inject into, and which of the pods there have another sidecar')
            break
        }
        'istioctl;help;experimental;injector;list' {
            break
        }
        'istioctl;help;experimental;precheck' {
            break
        }
        'istioctl;help;experimental;revision' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List revisions with their tags, control plane pods, namespaces and the number of pods with their proxy')
            [CompletionResult]::new('describe', 'describe', [CompletionResultType]::ParameterValue, 'Show one revision: each control plane pod, injector, tag, namespace, and each pod with its proxy')
            break
        }
        'istioctl;help;experimental;revision;list' {
            break
        }
        'istioctl;help;experimental;revision;describe' {
            break
        }
        'istioctl;help;experimental;route' {
            break
        }
        'istioctl;help;kube-inject' {
            break
        }
        'istioctl;help;kube-uninject' {
            break
        }
        'istioctl;help;manifest' {
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Compare the objects of two files or folders')
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Print the manifests of an installation')
            [CompletionResult]::new('install', 'install', [CompletionResultType]::ParameterValue, 'Install Istio into a cluster, or change an installation')
            [CompletionResult]::new('translate', 'translate', [CompletionResultType]::ParameterValue, 'Write what it takes to install with Helm what an IstioOperator says')
            break
        }
        'istioctl;help;manifest;diff' {
            break
        }
        'istioctl;help;manifest;generate' {
            break
        }
        'istioctl;help;manifest;install' {
            break
        }
        'istioctl;help;manifest;translate' {
            break
        }
        'istioctl;help;precheck' {
            break
        }
        'istioctl;help;profile' {
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Compare two profiles, each with all its settings')
            [CompletionResult]::new('dump', 'dump', [CompletionResultType]::ParameterValue, 'Print a profile with all its settings, and what files and flags change in it')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the profiles')
            break
        }
        'istioctl;help;profile;diff' {
            break
        }
        'istioctl;help;profile;dump' {
            break
        }
        'istioctl;help;profile;list' {
            break
        }
        'istioctl;help;reference' {
            break
        }
        'istioctl;help;validate' {
            break
        }
        'istioctl;help;tag' {
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Print the objects of a tag instead of applying them')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List tags, the revisions that they stand for, and the namespaces that follow them')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a tag')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Create a tag, or point it at another revision')
            break
        }
        'istioctl;help;tag;generate' {
            break
        }
        'istioctl;help;tag;list' {
            break
        }
        'istioctl;help;tag;remove' {
            break
        }
        'istioctl;help;tag;set' {
            break
        }
        'istioctl;help;uninstall' {
            break
        }
        'istioctl;help;upgrade' {
            break
        }
        'istioctl;help;verify-install' {
            break
        }
        'istioctl;help;version' {
            break
        }
        'istioctl;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
