# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_istioctl_global_optspecs
    string join \n c/kubeconfig= context= n/namespace= i/istioNamespace= as= as-group= as-uid= kubeclient-timeout= vklog= h/help
end

function __fish_istioctl_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_istioctl_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_istioctl_using_subcommand
    set -l cmd (__fish_istioctl_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c istioctl -n "__fish_istioctl_needs_command" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_needs_command" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_needs_command" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_needs_command" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_needs_command" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_needs_command" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_needs_command" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_needs_command" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_needs_command" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_needs_command" -s h -l help -d 'Print help'
complete -c istioctl -n "__fish_istioctl_needs_command" -f -a "analyze" -d 'Find what is wrong in Istio and Kubernetes configuration'
complete -c istioctl -n "__fish_istioctl_needs_command" -f -a "check-inject" -d 'Say for a workload, or for labels, which injector puts a sidecar into its pods, and why others do not'
complete -c istioctl -n "__fish_istioctl_needs_command" -f -a "completion" -d 'Print the completion script of a shell'
complete -c istioctl -n "__fish_istioctl_needs_command" -f -a "install" -d 'Install Istio into a cluster, or change an installation'
complete -c istioctl -n "__fish_istioctl_needs_command" -f -a "apply" -d 'Install Istio into a cluster, or change an installation'
complete -c istioctl -n "__fish_istioctl_needs_command" -f -a "experimental" -d 'Commands whose flags and output may still change'
complete -c istioctl -n "__fish_istioctl_needs_command" -f -a "x" -d 'Commands whose flags and output may still change'
complete -c istioctl -n "__fish_istioctl_needs_command" -f -a "exp" -d 'Commands whose flags and output may still change'
complete -c istioctl -n "__fish_istioctl_needs_command" -f -a "kube-inject" -d 'Put the Istio sidecar into the workloads of Kubernetes manifests'
complete -c istioctl -n "__fish_istioctl_needs_command" -f -a "kube-uninject" -d 'Take the Istio sidecar out of manifests that kube-inject put it into'
complete -c istioctl -n "__fish_istioctl_needs_command" -f -a "manifest" -d 'Manifests of an installation: generate, install, compare, translate to Helm'
complete -c istioctl -n "__fish_istioctl_needs_command" -f -a "precheck" -d 'Look whether Istio can be installed or upgraded in the cluster'
complete -c istioctl -n "__fish_istioctl_needs_command" -f -a "profile" -d 'Configuration profiles: list, print, compare'
complete -c istioctl -n "__fish_istioctl_needs_command" -f -a "reference" -d 'Print the reference of all commands in Markdown'
complete -c istioctl -n "__fish_istioctl_needs_command" -f -a "validate" -d 'Check Istio configuration, file by file'
complete -c istioctl -n "__fish_istioctl_needs_command" -f -a "v" -d 'Check Istio configuration, file by file'
complete -c istioctl -n "__fish_istioctl_needs_command" -f -a "tag" -d 'Give revisions of the control plane names that can move'
complete -c istioctl -n "__fish_istioctl_needs_command" -f -a "uninstall" -d 'Remove Istio, or one revision of it, from a cluster'
complete -c istioctl -n "__fish_istioctl_needs_command" -f -a "upgrade" -d 'Bring a control plane to the version of this istioctl, in place'
complete -c istioctl -n "__fish_istioctl_needs_command" -f -a "verify-install" -d 'Compare an installation with what it should be'
complete -c istioctl -n "__fish_istioctl_needs_command" -f -a "verify" -d 'Compare an installation with what it should be'
complete -c istioctl -n "__fish_istioctl_needs_command" -f -a "version" -d 'Print the version of istioctl and of the mesh'
complete -c istioctl -n "__fish_istioctl_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -s A -l all-namespaces -d 'Analyse all namespaces of the cluster; resources of files that name no namespace stay without one' -r -f -a "true\t''
false\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -l analyzer -d 'Run this analyzer only (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -s S -l suppress -d 'Do not report a code about some resources: CODE=KIND NAMESPACE/NAME or CODE=KIND NAME.NAMESPACE, with * for any text (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -l baseline -d 'Report only what is not in this file' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -s o -l output -d 'Format, or FORMAT=FILE to write to a file: log, json, yaml, sarif, junit, github, gitlab, tap (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -l output-threshold -d 'Lowest level to report: Info, Warning or Error' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -l failure-threshold -d 'Lowest level that makes the command fail: Info, Warning or Error' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -l color -d 'Colour the levels; without this flag, a terminal gets them' -r -f -a "true\t''
false\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -s v -l verbose -d 'Say which analyzers ran, what files alone do not show, and which suppressions do nothing' -r -f -a "true\t''
false\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -s k -l use-kube -d 'Analyse the cluster as well (the default where a kubeconfig names one)' -r -f -a "true\t''
false\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -l values -d 'Values for Helm charts among the inputs (repeatable; later files count)' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -l set -d 'Set a value of Helm charts among the inputs (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -l meshConfigFile -d 'Mesh configuration: the `mesh` of the ConfigMap istio, or the ConfigMap itself' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -s R -l recursive -d 'Look into the directories of directories' -r -f -a "true\t''
false\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -l ignore-unknown -d 'Do not fail because of an input that holds no Kubernetes resources' -r -f -a "true\t''
false\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -l remote-contexts -d 'Contexts of the kubeconfig whose clusters are remote clusters of the mesh (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -s r -l revision -d 'Revision of the control plane whose configuration counts' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -l timeout -d 'Longest time that reading a cluster may take; 0 is without end' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -l compat -d 'Read files as another tool does. istioctl-1.30 leaves out Services, Namespaces, Nodes, Pods and Secrets' -r -f -a "istioctl-1.30\t'istioctl 1.30, written in Go'"
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -s L -l list-analyzers -d 'List the analyzers' -r -f -a "true\t''
false\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -l explain -d 'Show what a code means, why it matters and how to mend it; an analyzer\'s name shows its page' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -l write-baseline -d 'Write everything that is found to the file of --baseline, and report nothing'
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -l watch -d 'Analyse again whenever a file changes, until interrupted'
complete -c istioctl -n "__fish_istioctl_using_subcommand analyze" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c istioctl -n "__fish_istioctl_using_subcommand check-inject" -s l -l labels -d 'Labels of a pod, key=value with commas between them, instead of a workload' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand check-inject" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand check-inject" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand check-inject" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand check-inject" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand check-inject" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand check-inject" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand check-inject" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand check-inject" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand check-inject" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand check-inject" -s h -l help -d 'Print help'
complete -c istioctl -n "__fish_istioctl_using_subcommand completion" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand completion" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand completion" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand completion" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand completion" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand completion" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand completion" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand completion" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand completion" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand completion" -s h -l help -d 'Print help'
complete -c istioctl -n "__fish_istioctl_using_subcommand install" -s f -l filename -d 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand install" -s s -l set -d 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand install" -l set-string -d 'Change a setting to text, whatever the text looks like. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand install" -l set-json -d 'Change a setting to a JSON value. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand install" -l set-file -d 'Change a setting to the text of a file. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand install" -s d -l manifests -l charts -d 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand install" -s r -l revision -d 'Revision of the control plane; a control plane of its own beside others' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand install" -l readiness-timeout -d 'Longest time to wait for each component until it is ready' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand install" -l prune -d 'Remove what an earlier installation had and this one does not' -r -f -a "true\t''
false\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand install" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand install" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand install" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand install" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand install" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand install" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand install" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand install" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand install" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand install" -l dry-run -d 'Ask the server what would happen, and write nothing'
complete -c istioctl -n "__fish_istioctl_using_subcommand install" -l force -d 'Go on in spite of settings that are not valid'
complete -c istioctl -n "__fish_istioctl_using_subcommand install" -s y -l skip-confirmation -d 'Do not ask'
complete -c istioctl -n "__fish_istioctl_using_subcommand install" -l verify -d 'Compare the cluster with the settings afterwards, as verify-install does'
complete -c istioctl -n "__fish_istioctl_using_subcommand install" -l diff -d 'Only show what would change, as a unified diff of the objects. Exit code 0 if nothing would, 2 if something'
complete -c istioctl -n "__fish_istioctl_using_subcommand install" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c istioctl -n "__fish_istioctl_using_subcommand apply" -s f -l filename -d 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand apply" -s s -l set -d 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand apply" -l set-string -d 'Change a setting to text, whatever the text looks like. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand apply" -l set-json -d 'Change a setting to a JSON value. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand apply" -l set-file -d 'Change a setting to the text of a file. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand apply" -s d -l manifests -l charts -d 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand apply" -s r -l revision -d 'Revision of the control plane; a control plane of its own beside others' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand apply" -l readiness-timeout -d 'Longest time to wait for each component until it is ready' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand apply" -l prune -d 'Remove what an earlier installation had and this one does not' -r -f -a "true\t''
false\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand apply" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand apply" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand apply" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand apply" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand apply" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand apply" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand apply" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand apply" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand apply" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand apply" -l dry-run -d 'Ask the server what would happen, and write nothing'
complete -c istioctl -n "__fish_istioctl_using_subcommand apply" -l force -d 'Go on in spite of settings that are not valid'
complete -c istioctl -n "__fish_istioctl_using_subcommand apply" -s y -l skip-confirmation -d 'Do not ask'
complete -c istioctl -n "__fish_istioctl_using_subcommand apply" -l verify -d 'Compare the cluster with the settings afterwards, as verify-install does'
complete -c istioctl -n "__fish_istioctl_using_subcommand apply" -l diff -d 'Only show what would change, as a unified diff of the objects. Exit code 0 if nothing would, 2 if something'
complete -c istioctl -n "__fish_istioctl_using_subcommand apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -s h -l help -d 'Print help'
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -f -a "check-inject" -d 'Say for a workload, or for labels, which injector puts a sidecar into its pods, and why others do not'
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -f -a "injector" -d 'Look at sidecar injectors'
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -f -a "precheck" -d 'Look whether Istio can be installed or upgraded in the cluster'
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -f -a "revision" -d 'Look at revisions: their control planes, tags, namespaces and pods'
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -f -a "route" -d 'Show which rule takes a request, from files alone'
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from check-inject" -s l -l labels -d 'Labels of a pod, key=value with commas between them, instead of a workload' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from check-inject" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from check-inject" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from check-inject" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from check-inject" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from check-inject" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from check-inject" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from check-inject" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from check-inject" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from check-inject" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from check-inject" -s h -l help -d 'Print help'
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from injector" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from injector" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from injector" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from injector" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from injector" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from injector" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from injector" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from injector" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from injector" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from injector" -s h -l help -d 'Print help'
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from injector" -f -a "list" -d 'List injectors, the namespaces that they inject into, and which of the pods there have another sidecar'
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from injector" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from precheck" -s f -l from-version -d 'Look for changes of behaviour since this release, such as 1.20' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from precheck" -l skip-controlplane -d 'Do not look at the cluster\'s version, the user\'s rights and the Gateway API' -r -f -a "true\t''
false\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from precheck" -l output-threshold -d 'Print messages of this level and worse: Info, Warning or Error' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from precheck" -s o -l output -d 'log, json, yaml or another format of `istioctl analyze`' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from precheck" -s r -l revision -d 'Revision of the control plane. Every check is about all revisions' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from precheck" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from precheck" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from precheck" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from precheck" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from precheck" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from precheck" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from precheck" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from precheck" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from precheck" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from precheck" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from revision" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from revision" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from revision" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from revision" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from revision" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from revision" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from revision" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from revision" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from revision" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from revision" -s h -l help -d 'Print help'
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from revision" -f -a "list" -d 'List revisions with their tags, control plane pods, namespaces and the number of pods with their proxy'
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from revision" -f -a "describe" -d 'Show one revision: each control plane pod, injector, tag, namespace, and each pod with its proxy'
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from revision" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from route" -l to -d 'What is asked for: `[SCHEME://]HOST[:PORT][/PATH[?QUERY]]`. With https:// or tls:// the client itself speaks TLS, with tcp:// neither' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from route" -l from -d 'Workload that asks, or its namespace alone; without it any workload of --namespace' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from route" -s H -l header -d 'Header of the request, as \'name: value\' (repeatable). The header host counts before the host of --to' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from route" -l method -d 'Method of the request' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from route" -l gateway -d 'Gateway that the request comes through, instead of a sidecar' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from route" -s o -l output -d 'Form of the answer' -r -f -a "text\t''
json\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from route" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from route" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from route" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from route" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from route" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from route" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from route" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from route" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from route" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from route" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from help" -f -a "check-inject" -d 'Say for a workload, or for labels, which injector puts a sidecar into its pods, and why others do not'
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from help" -f -a "injector" -d 'Look at sidecar injectors'
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from help" -f -a "precheck" -d 'Look whether Istio can be installed or upgraded in the cluster'
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from help" -f -a "revision" -d 'Look at revisions: their control planes, tags, namespaces and pods'
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from help" -f -a "route" -d 'Show which rule takes a request, from files alone'
complete -c istioctl -n "__fish_istioctl_using_subcommand experimental; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -s h -l help -d 'Print help'
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -f -a "check-inject" -d 'Say for a workload, or for labels, which injector puts a sidecar into its pods, and why others do not'
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -f -a "injector" -d 'Look at sidecar injectors'
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -f -a "precheck" -d 'Look whether Istio can be installed or upgraded in the cluster'
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -f -a "revision" -d 'Look at revisions: their control planes, tags, namespaces and pods'
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -f -a "route" -d 'Show which rule takes a request, from files alone'
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from check-inject" -s l -l labels -d 'Labels of a pod, key=value with commas between them, instead of a workload' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from check-inject" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from check-inject" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from check-inject" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from check-inject" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from check-inject" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from check-inject" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from check-inject" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from check-inject" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from check-inject" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from check-inject" -s h -l help -d 'Print help'
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from injector" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from injector" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from injector" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from injector" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from injector" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from injector" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from injector" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from injector" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from injector" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from injector" -s h -l help -d 'Print help'
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from injector" -f -a "list" -d 'List injectors, the namespaces that they inject into, and which of the pods there have another sidecar'
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from injector" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from precheck" -s f -l from-version -d 'Look for changes of behaviour since this release, such as 1.20' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from precheck" -l skip-controlplane -d 'Do not look at the cluster\'s version, the user\'s rights and the Gateway API' -r -f -a "true\t''
false\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from precheck" -l output-threshold -d 'Print messages of this level and worse: Info, Warning or Error' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from precheck" -s o -l output -d 'log, json, yaml or another format of `istioctl analyze`' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from precheck" -s r -l revision -d 'Revision of the control plane. Every check is about all revisions' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from precheck" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from precheck" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from precheck" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from precheck" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from precheck" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from precheck" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from precheck" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from precheck" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from precheck" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from precheck" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from revision" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from revision" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from revision" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from revision" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from revision" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from revision" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from revision" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from revision" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from revision" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from revision" -s h -l help -d 'Print help'
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from revision" -f -a "list" -d 'List revisions with their tags, control plane pods, namespaces and the number of pods with their proxy'
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from revision" -f -a "describe" -d 'Show one revision: each control plane pod, injector, tag, namespace, and each pod with its proxy'
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from revision" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from route" -l to -d 'What is asked for: `[SCHEME://]HOST[:PORT][/PATH[?QUERY]]`. With https:// or tls:// the client itself speaks TLS, with tcp:// neither' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from route" -l from -d 'Workload that asks, or its namespace alone; without it any workload of --namespace' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from route" -s H -l header -d 'Header of the request, as \'name: value\' (repeatable). The header host counts before the host of --to' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from route" -l method -d 'Method of the request' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from route" -l gateway -d 'Gateway that the request comes through, instead of a sidecar' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from route" -s o -l output -d 'Form of the answer' -r -f -a "text\t''
json\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from route" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from route" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from route" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from route" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from route" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from route" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from route" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from route" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from route" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from route" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from help" -f -a "check-inject" -d 'Say for a workload, or for labels, which injector puts a sidecar into its pods, and why others do not'
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from help" -f -a "injector" -d 'Look at sidecar injectors'
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from help" -f -a "precheck" -d 'Look whether Istio can be installed or upgraded in the cluster'
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from help" -f -a "revision" -d 'Look at revisions: their control planes, tags, namespaces and pods'
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from help" -f -a "route" -d 'Show which rule takes a request, from files alone'
complete -c istioctl -n "__fish_istioctl_using_subcommand x; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -s h -l help -d 'Print help'
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -f -a "check-inject" -d 'Say for a workload, or for labels, which injector puts a sidecar into its pods, and why others do not'
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -f -a "injector" -d 'Look at sidecar injectors'
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -f -a "precheck" -d 'Look whether Istio can be installed or upgraded in the cluster'
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -f -a "revision" -d 'Look at revisions: their control planes, tags, namespaces and pods'
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -f -a "route" -d 'Show which rule takes a request, from files alone'
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and not __fish_seen_subcommand_from check-inject injector precheck revision route help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from check-inject" -s l -l labels -d 'Labels of a pod, key=value with commas between them, instead of a workload' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from check-inject" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from check-inject" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from check-inject" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from check-inject" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from check-inject" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from check-inject" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from check-inject" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from check-inject" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from check-inject" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from check-inject" -s h -l help -d 'Print help'
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from injector" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from injector" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from injector" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from injector" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from injector" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from injector" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from injector" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from injector" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from injector" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from injector" -s h -l help -d 'Print help'
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from injector" -f -a "list" -d 'List injectors, the namespaces that they inject into, and which of the pods there have another sidecar'
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from injector" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from precheck" -s f -l from-version -d 'Look for changes of behaviour since this release, such as 1.20' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from precheck" -l skip-controlplane -d 'Do not look at the cluster\'s version, the user\'s rights and the Gateway API' -r -f -a "true\t''
false\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from precheck" -l output-threshold -d 'Print messages of this level and worse: Info, Warning or Error' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from precheck" -s o -l output -d 'log, json, yaml or another format of `istioctl analyze`' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from precheck" -s r -l revision -d 'Revision of the control plane. Every check is about all revisions' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from precheck" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from precheck" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from precheck" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from precheck" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from precheck" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from precheck" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from precheck" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from precheck" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from precheck" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from precheck" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from revision" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from revision" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from revision" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from revision" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from revision" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from revision" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from revision" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from revision" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from revision" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from revision" -s h -l help -d 'Print help'
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from revision" -f -a "list" -d 'List revisions with their tags, control plane pods, namespaces and the number of pods with their proxy'
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from revision" -f -a "describe" -d 'Show one revision: each control plane pod, injector, tag, namespace, and each pod with its proxy'
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from revision" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from route" -l to -d 'What is asked for: `[SCHEME://]HOST[:PORT][/PATH[?QUERY]]`. With https:// or tls:// the client itself speaks TLS, with tcp:// neither' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from route" -l from -d 'Workload that asks, or its namespace alone; without it any workload of --namespace' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from route" -s H -l header -d 'Header of the request, as \'name: value\' (repeatable). The header host counts before the host of --to' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from route" -l method -d 'Method of the request' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from route" -l gateway -d 'Gateway that the request comes through, instead of a sidecar' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from route" -s o -l output -d 'Form of the answer' -r -f -a "text\t''
json\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from route" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from route" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from route" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from route" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from route" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from route" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from route" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from route" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from route" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from route" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from help" -f -a "check-inject" -d 'Say for a workload, or for labels, which injector puts a sidecar into its pods, and why others do not'
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from help" -f -a "injector" -d 'Look at sidecar injectors'
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from help" -f -a "precheck" -d 'Look whether Istio can be installed or upgraded in the cluster'
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from help" -f -a "revision" -d 'Look at revisions: their control planes, tags, namespaces and pods'
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from help" -f -a "route" -d 'Show which rule takes a request, from files alone'
complete -c istioctl -n "__fish_istioctl_using_subcommand exp; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -s f -l filename -d 'Manifest to inject: a file, a directory (all .yaml, .yml and .json files in it), or - for standard input. Repeatable' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -s o -l output -d 'Write the result to this file instead of standard output' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -l template-path -d 'Where a kind that istioctl does not know keeps its pod template, such as Rollout=spec.template. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -l injectConfigFile -d 'Injection templates: the `config` of the ConfigMap istio-sidecar-injector, the ConfigMap itself, or one bare template' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -l meshConfigFile -d 'Mesh configuration: the `mesh` of the ConfigMap istio, or the ConfigMap itself' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -l valuesFile -d 'Values: the `values` of the ConfigMap istio-sidecar-injector, or the ConfigMap itself' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -l operatorFileName -d 'IstioOperator file whose values and mesh configuration are used instead of those of --valuesFile and --meshConfigFile' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -l set -d 'Change the embedded configuration, with the paths of `istioctl install --set`. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -l kube-version -d 'Kubernetes version that the embedded configuration is for. From 1.33 on sidecars are native sidecars, as they are in such a cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -s r -l revision -d 'Revision of the control plane' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -l meshConfigMapName -d 'ConfigMap that holds the mesh configuration. Another name than the default keeps the webhook from being asked' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -l injectConfigMapName -d 'ConfigMap that holds the injector configuration. Another name than the default keeps the webhook from being asked' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -l webhookConfig -d 'MutatingWebhookConfiguration of the injector. The default stands for that of the revision' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -l timeout -d 'Longest time to wait for the injector\'s webhook to connect and to answer [default: 5s]' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -l xds-address -d 'Host of the control plane, where the injector\'s webhook is asked instead of through a port-forward to a pod' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -l xds-label -d 'Label selector of the control plane\'s pods, instead of that of its Service' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -l xds-port -d 'Port of the control plane\'s XDS server, which kube-inject does not ask' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -l authority -d 'Name to expect in the webhook\'s certificate' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -l cert-dir -d 'Directory with a client certificate. No injector asks for one' -r -f -a "(__fish_complete_directories)"
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -l insecure -d 'Do not verify the webhook\'s certificate' -r -f -a "true\t''
false\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -l plaintext -d 'Talk to the control plane without TLS. No webhook does' -r -f -a "true\t''
false\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -l in-place -d 'Write each result into the file it came from; a file is replaced in one step or not at all'
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -l reinject -d 'Take an older injection out first, instead of merging the new one over it'
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -s q -l quiet -d 'Do not say on standard error which objects were injected and which were not'
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -l no-restore-comment -d 'Leave out the comment from which kube-uninject restores the original bytes'
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -l offline -d 'Use the configuration embedded in istioctl for all that no file gives; contact nothing'
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-inject" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-uninject" -s f -l filename -d 'Manifest to take the sidecar out of: a file, a directory (all .yaml, .yml and .json files in it), or - for standard input. Repeatable' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-uninject" -s o -l output -d 'Write the result to this file instead of standard output' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-uninject" -l template-path -d 'Where a kind that istioctl does not know keeps its pod template, such as Rollout=spec.template. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-uninject" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-uninject" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-uninject" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-uninject" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-uninject" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-uninject" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-uninject" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-uninject" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-uninject" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-uninject" -l in-place -d 'Write each result into the file it came from; a file is replaced in one step or not at all'
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-uninject" -s q -l quiet -d 'Do not say on standard error what was done'
complete -c istioctl -n "__fish_istioctl_using_subcommand kube-uninject" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and not __fish_seen_subcommand_from diff generate install apply translate help" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and not __fish_seen_subcommand_from diff generate install apply translate help" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and not __fish_seen_subcommand_from diff generate install apply translate help" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and not __fish_seen_subcommand_from diff generate install apply translate help" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and not __fish_seen_subcommand_from diff generate install apply translate help" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and not __fish_seen_subcommand_from diff generate install apply translate help" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and not __fish_seen_subcommand_from diff generate install apply translate help" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and not __fish_seen_subcommand_from diff generate install apply translate help" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and not __fish_seen_subcommand_from diff generate install apply translate help" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and not __fish_seen_subcommand_from diff generate install apply translate help" -s h -l help -d 'Print help'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and not __fish_seen_subcommand_from diff generate install apply translate help" -f -a "diff" -d 'Compare the objects of two files or folders'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and not __fish_seen_subcommand_from diff generate install apply translate help" -f -a "generate" -d 'Print the manifests of an installation'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and not __fish_seen_subcommand_from diff generate install apply translate help" -f -a "install" -d 'Install Istio into a cluster, or change an installation'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and not __fish_seen_subcommand_from diff generate install apply translate help" -f -a "apply" -d 'Install Istio into a cluster, or change an installation'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and not __fish_seen_subcommand_from diff generate install apply translate help" -f -a "translate" -d 'Write what it takes to install with Helm what an IstioOperator says'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and not __fish_seen_subcommand_from diff generate install apply translate help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from diff" -l ignore -d 'Leave these objects out: Kind/namespace/name or Kind/name with * for any text; with #path, that part of them. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from diff" -l select -d 'Compare only these objects. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from diff" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from diff" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from diff" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from diff" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from diff" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from diff" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from diff" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from diff" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from diff" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from diff" -s r -l directory -d 'Compare folders, subfolders included'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from generate" -s f -l filename -d 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from generate" -s s -l set -d 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from generate" -l set-string -d 'Change a setting to text, whatever the text looks like. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from generate" -l set-json -d 'Change a setting to a JSON value. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from generate" -l set-file -d 'Change a setting to the text of a file. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from generate" -s d -l manifests -l charts -d 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from generate" -s r -l revision -d 'Revision of the control plane' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from generate" -l kube-version -d 'Kubernetes version to generate for; the oldest that this release runs on if not given' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from generate" -l filter -d 'Only these objects: Kind/namespace/name or Kind/name, with * for any text. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from generate" -l split-dir -d 'Write each object into a file of its own in this folder instead of printing' -r -f -a "(__fish_complete_directories)"
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from generate" -s o -l output -d 'Output format' -r -f -a "yaml\t''
json\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from generate" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from generate" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from generate" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from generate" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from generate" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from generate" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from generate" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from generate" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from generate" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from generate" -l force -d 'Go on in spite of settings that are not valid'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from generate" -l dry-run -d 'Write no files, only say what would be written'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from generate" -l cluster-specific -d 'Look at the cluster for settings that it needs'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from generate" -l images -d 'Print only the images that the installation uses'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from generate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from install" -s f -l filename -d 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from install" -s s -l set -d 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from install" -l set-string -d 'Change a setting to text, whatever the text looks like. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from install" -l set-json -d 'Change a setting to a JSON value. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from install" -l set-file -d 'Change a setting to the text of a file. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from install" -s d -l manifests -l charts -d 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from install" -s r -l revision -d 'Revision of the control plane; a control plane of its own beside others' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from install" -l readiness-timeout -d 'Longest time to wait for each component until it is ready' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from install" -l prune -d 'Remove what an earlier installation had and this one does not' -r -f -a "true\t''
false\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from install" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from install" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from install" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from install" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from install" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from install" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from install" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from install" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from install" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from install" -l dry-run -d 'Ask the server what would happen, and write nothing'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from install" -l force -d 'Go on in spite of settings that are not valid'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from install" -s y -l skip-confirmation -d 'Do not ask'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from install" -l verify -d 'Compare the cluster with the settings afterwards, as verify-install does'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from install" -l diff -d 'Only show what would change, as a unified diff of the objects. Exit code 0 if nothing would, 2 if something'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from install" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from apply" -s f -l filename -d 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from apply" -s s -l set -d 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from apply" -l set-string -d 'Change a setting to text, whatever the text looks like. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from apply" -l set-json -d 'Change a setting to a JSON value. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from apply" -l set-file -d 'Change a setting to the text of a file. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from apply" -s d -l manifests -l charts -d 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from apply" -s r -l revision -d 'Revision of the control plane; a control plane of its own beside others' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from apply" -l readiness-timeout -d 'Longest time to wait for each component until it is ready' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from apply" -l prune -d 'Remove what an earlier installation had and this one does not' -r -f -a "true\t''
false\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from apply" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from apply" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from apply" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from apply" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from apply" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from apply" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from apply" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from apply" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from apply" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from apply" -l dry-run -d 'Ask the server what would happen, and write nothing'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from apply" -l force -d 'Go on in spite of settings that are not valid'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from apply" -s y -l skip-confirmation -d 'Do not ask'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from apply" -l verify -d 'Compare the cluster with the settings afterwards, as verify-install does'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from apply" -l diff -d 'Only show what would change, as a unified diff of the objects. Exit code 0 if nothing would, 2 if something'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from translate" -s f -l filename -d 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from translate" -s s -l set -d 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from translate" -l set-string -d 'Change a setting to text, whatever the text looks like. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from translate" -l set-json -d 'Change a setting to a JSON value. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from translate" -l set-file -d 'Change a setting to the text of a file. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from translate" -s d -l manifests -l charts -d 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from translate" -s r -l revision -d 'Revision of the control plane' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from translate" -s o -l output -d 'Folder to write to; a new one for temporary files if not given' -r -f -a "(__fish_complete_directories)"
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from translate" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from translate" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from translate" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from translate" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from translate" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from translate" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from translate" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from translate" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from translate" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from translate" -l dry-run -d 'Write no files, only say what would be written'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from translate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from help" -f -a "diff" -d 'Compare the objects of two files or folders'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from help" -f -a "generate" -d 'Print the manifests of an installation'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from help" -f -a "install" -d 'Install Istio into a cluster, or change an installation'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from help" -f -a "translate" -d 'Write what it takes to install with Helm what an IstioOperator says'
complete -c istioctl -n "__fish_istioctl_using_subcommand manifest; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c istioctl -n "__fish_istioctl_using_subcommand precheck" -s f -l from-version -d 'Look for changes of behaviour since this release, such as 1.20' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand precheck" -l skip-controlplane -d 'Do not look at the cluster\'s version, the user\'s rights and the Gateway API' -r -f -a "true\t''
false\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand precheck" -l output-threshold -d 'Print messages of this level and worse: Info, Warning or Error' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand precheck" -s o -l output -d 'log, json, yaml or another format of `istioctl analyze`' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand precheck" -s r -l revision -d 'Revision of the control plane. Every check is about all revisions' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand precheck" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand precheck" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand precheck" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand precheck" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand precheck" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand precheck" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand precheck" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand precheck" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand precheck" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand precheck" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and not __fish_seen_subcommand_from diff dump list help" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and not __fish_seen_subcommand_from diff dump list help" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and not __fish_seen_subcommand_from diff dump list help" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and not __fish_seen_subcommand_from diff dump list help" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and not __fish_seen_subcommand_from diff dump list help" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and not __fish_seen_subcommand_from diff dump list help" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and not __fish_seen_subcommand_from diff dump list help" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and not __fish_seen_subcommand_from diff dump list help" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and not __fish_seen_subcommand_from diff dump list help" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and not __fish_seen_subcommand_from diff dump list help" -s h -l help -d 'Print help'
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and not __fish_seen_subcommand_from diff dump list help" -f -a "diff" -d 'Compare two profiles, each with all its settings'
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and not __fish_seen_subcommand_from diff dump list help" -f -a "dump" -d 'Print a profile with all its settings, and what files and flags change in it'
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and not __fish_seen_subcommand_from diff dump list help" -f -a "list" -d 'List the profiles'
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and not __fish_seen_subcommand_from diff dump list help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from diff" -s d -l manifests -l charts -d 'Folder with charts and profiles instead of the embedded ones' -r -f -a "(__fish_complete_directories)"
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from diff" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from diff" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from diff" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from diff" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from diff" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from diff" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from diff" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from diff" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from diff" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from dump" -s f -l filename -d 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from dump" -s s -l set -d 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from dump" -l set-string -d 'Change a setting to text, whatever the text looks like. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from dump" -l set-json -d 'Change a setting to a JSON value. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from dump" -l set-file -d 'Change a setting to the text of a file. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from dump" -s d -l manifests -l charts -d 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from dump" -s p -l config-path -d 'Print only this part, named by its path below spec, such as components.pilot' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from dump" -s o -l output -d 'Output format' -r -f -a "yaml\t''
json\t''
flags\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from dump" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from dump" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from dump" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from dump" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from dump" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from dump" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from dump" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from dump" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from dump" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from dump" -s h -l help -d 'Print help'
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from list" -s d -l manifests -l charts -d 'Folder with charts and profiles instead of the embedded ones' -r -f -a "(__fish_complete_directories)"
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from list" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from list" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from list" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from list" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from list" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from list" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from list" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from list" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from list" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "diff" -d 'Compare two profiles, each with all its settings'
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "dump" -d 'Print a profile with all its settings, and what files and flags change in it'
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the profiles'
complete -c istioctl -n "__fish_istioctl_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c istioctl -n "__fish_istioctl_using_subcommand reference" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand reference" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand reference" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand reference" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand reference" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand reference" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand reference" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand reference" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand reference" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand reference" -s h -l help -d 'Print help'
complete -c istioctl -n "__fish_istioctl_using_subcommand validate" -s f -l filename -d 'Manifest to check: a file, a directory (all .yaml, .yml and .json files in it), or - for standard input. Repeatable' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand validate" -s o -l output -d 'Format, or FORMAT=FILE to write to a file: log, json, yaml, sarif, junit, github, gitlab, tap (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand validate" -s x -l referential -d 'Has no effect' -r -f -a "true\t''
false\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand validate" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand validate" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand validate" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand validate" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand validate" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand validate" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand validate" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand validate" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand validate" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand validate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c istioctl -n "__fish_istioctl_using_subcommand v" -s f -l filename -d 'Manifest to check: a file, a directory (all .yaml, .yml and .json files in it), or - for standard input. Repeatable' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand v" -s o -l output -d 'Format, or FORMAT=FILE to write to a file: log, json, yaml, sarif, junit, github, gitlab, tap (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand v" -s x -l referential -d 'Has no effect' -r -f -a "true\t''
false\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand v" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand v" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand v" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand v" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand v" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand v" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand v" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand v" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand v" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand v" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and not __fish_seen_subcommand_from generate list show remove delete set help" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and not __fish_seen_subcommand_from generate list show remove delete set help" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and not __fish_seen_subcommand_from generate list show remove delete set help" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and not __fish_seen_subcommand_from generate list show remove delete set help" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and not __fish_seen_subcommand_from generate list show remove delete set help" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and not __fish_seen_subcommand_from generate list show remove delete set help" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and not __fish_seen_subcommand_from generate list show remove delete set help" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and not __fish_seen_subcommand_from generate list show remove delete set help" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and not __fish_seen_subcommand_from generate list show remove delete set help" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and not __fish_seen_subcommand_from generate list show remove delete set help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and not __fish_seen_subcommand_from generate list show remove delete set help" -f -a "generate" -d 'Print the objects of a tag instead of applying them'
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and not __fish_seen_subcommand_from generate list show remove delete set help" -f -a "list" -d 'List tags, the revisions that they stand for, and the namespaces that follow them'
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and not __fish_seen_subcommand_from generate list show remove delete set help" -f -a "show" -d 'List tags, the revisions that they stand for, and the namespaces that follow them'
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and not __fish_seen_subcommand_from generate list show remove delete set help" -f -a "remove" -d 'Remove a tag'
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and not __fish_seen_subcommand_from generate list show remove delete set help" -f -a "delete" -d 'Remove a tag'
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and not __fish_seen_subcommand_from generate list show remove delete set help" -f -a "set" -d 'Create a tag, or point it at another revision'
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and not __fish_seen_subcommand_from generate list show remove delete set help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from generate" -s r -l revision -d 'Revision of the control plane that the tag stands for' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from generate" -l overwrite -d 'Change a tag that exists' -r -f -a "true\t''
false\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from generate" -l webhook-name -d 'Name of the MutatingWebhookConfiguration, instead of istio-revision-tag-TAG' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from generate" -l auto-inject-namespaces -d 'With the tag default: inject into namespaces that have no injection label, too' -r -f -a "true\t''
false\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from generate" -s d -l manifests -d 'Accepted for compatibility: a tag takes everything from the revision\'s own injector' -r -f -a "(__fish_complete_directories)"
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from generate" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from generate" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from generate" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from generate" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from generate" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from generate" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from generate" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from generate" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from generate" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from generate" -s y -l skip-confirmation -d 'Accepted for compatibility: there is nothing to confirm'
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from generate" -s h -l help -d 'Print help'
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from list" -s o -l output -d 'table, json or yaml' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from list" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from list" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from list" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from list" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from list" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from list" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from list" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from list" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from list" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from show" -s o -l output -d 'table, json or yaml' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from show" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from show" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from show" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from show" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from show" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from show" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from show" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from show" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from show" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from remove" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from remove" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from remove" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from remove" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from remove" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from remove" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from remove" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from remove" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from remove" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from remove" -s y -l skip-confirmation -d 'Do not ask'
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from delete" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from delete" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from delete" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from delete" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from delete" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from delete" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from delete" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from delete" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from delete" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from delete" -s y -l skip-confirmation -d 'Do not ask'
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from set" -s r -l revision -d 'Revision of the control plane that the tag stands for' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from set" -l overwrite -d 'Change a tag that exists' -r -f -a "true\t''
false\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from set" -l webhook-name -d 'Name of the MutatingWebhookConfiguration, instead of istio-revision-tag-TAG' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from set" -l auto-inject-namespaces -d 'With the tag default: inject into namespaces that have no injection label, too' -r -f -a "true\t''
false\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from set" -s d -l manifests -d 'Accepted for compatibility: a tag takes everything from the revision\'s own injector' -r -f -a "(__fish_complete_directories)"
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from set" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from set" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from set" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from set" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from set" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from set" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from set" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from set" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from set" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from set" -s y -l skip-confirmation -d 'Accepted for compatibility: there is nothing to confirm'
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help'
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from help" -f -a "generate" -d 'Print the objects of a tag instead of applying them'
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from help" -f -a "list" -d 'List tags, the revisions that they stand for, and the namespaces that follow them'
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove a tag'
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from help" -f -a "set" -d 'Create a tag, or point it at another revision'
complete -c istioctl -n "__fish_istioctl_using_subcommand tag; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c istioctl -n "__fish_istioctl_using_subcommand uninstall" -s f -l filename -d 'File with the IstioOperator that was installed' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand uninstall" -s r -l revision -d 'Revision of the control plane to remove' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand uninstall" -s s -l set -d 'A setting of the installation, such as revision=canary. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand uninstall" -s d -l manifests -d 'Folder with charts and profiles that the installation was made with' -r -f -a "(__fish_complete_directories)"
complete -c istioctl -n "__fish_istioctl_using_subcommand uninstall" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand uninstall" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand uninstall" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand uninstall" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand uninstall" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand uninstall" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand uninstall" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand uninstall" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand uninstall" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand uninstall" -l purge -d 'Remove everything of Istio, of all revisions, and the configuration of the mesh'
complete -c istioctl -n "__fish_istioctl_using_subcommand uninstall" -l dry-run -d 'Say what would go, and write nothing'
complete -c istioctl -n "__fish_istioctl_using_subcommand uninstall" -l diff -d 'Only show what would go, as a unified diff. Exit code 0 if nothing would, 2 if something'
complete -c istioctl -n "__fish_istioctl_using_subcommand uninstall" -l force -d 'Go on in spite of settings that are not valid'
complete -c istioctl -n "__fish_istioctl_using_subcommand uninstall" -s y -l skip-confirmation -d 'Do not ask'
complete -c istioctl -n "__fish_istioctl_using_subcommand uninstall" -s v -l verbose -d 'Name every object that goes, not only how many of each kind'
complete -c istioctl -n "__fish_istioctl_using_subcommand uninstall" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c istioctl -n "__fish_istioctl_using_subcommand upgrade" -s f -l filename -d 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand upgrade" -s s -l set -d 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand upgrade" -l set-string -d 'Change a setting to text, whatever the text looks like. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand upgrade" -l set-json -d 'Change a setting to a JSON value. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand upgrade" -l set-file -d 'Change a setting to the text of a file. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand upgrade" -s d -l manifests -l charts -d 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand upgrade" -s r -l revision -d 'Revision of the control plane; a control plane of its own beside others' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand upgrade" -l readiness-timeout -d 'Longest time to wait for each component until it is ready' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand upgrade" -l prune -d 'Remove what an earlier installation had and this one does not' -r -f -a "true\t''
false\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand upgrade" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand upgrade" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand upgrade" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand upgrade" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand upgrade" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand upgrade" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand upgrade" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand upgrade" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand upgrade" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand upgrade" -l dry-run -d 'Ask the server what would happen, and write nothing'
complete -c istioctl -n "__fish_istioctl_using_subcommand upgrade" -l force -d 'Go on in spite of settings that are not valid'
complete -c istioctl -n "__fish_istioctl_using_subcommand upgrade" -s y -l skip-confirmation -d 'Do not ask'
complete -c istioctl -n "__fish_istioctl_using_subcommand upgrade" -l verify -d 'Compare the cluster with the settings afterwards, as verify-install does'
complete -c istioctl -n "__fish_istioctl_using_subcommand upgrade" -l diff -d 'Only show what would change, as a unified diff of the objects. Exit code 0 if nothing would, 2 if something'
complete -c istioctl -n "__fish_istioctl_using_subcommand upgrade" -l restart-workloads -d 'Afterwards restart, a few pods at a time, the workloads whose sidecars are of an older version'
complete -c istioctl -n "__fish_istioctl_using_subcommand upgrade" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c istioctl -n "__fish_istioctl_using_subcommand verify-install" -s f -l filename -d 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand verify-install" -s s -l set -d 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand verify-install" -l set-string -d 'Change a setting to text, whatever the text looks like. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand verify-install" -l set-json -d 'Change a setting to a JSON value. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand verify-install" -l set-file -d 'Change a setting to the text of a file. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand verify-install" -s d -l manifests -l charts -d 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand verify-install" -s r -l revision -d 'Revision of the control plane' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand verify-install" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand verify-install" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand verify-install" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand verify-install" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand verify-install" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand verify-install" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand verify-install" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand verify-install" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand verify-install" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand verify-install" -l force -d 'Go on in spite of settings that are not valid'
complete -c istioctl -n "__fish_istioctl_using_subcommand verify-install" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c istioctl -n "__fish_istioctl_using_subcommand verify" -s f -l filename -d 'File with an IstioOperator, or - for standard input (as the last file). Repeatable; later files go on top of earlier ones' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand verify" -s s -l set -d 'Change a setting, as in profile=demo or values.global.proxy.logLevel=debug. Repeatable; goes on top of all files' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand verify" -l set-string -d 'Change a setting to text, whatever the text looks like. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand verify" -l set-json -d 'Change a setting to a JSON value. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand verify" -l set-file -d 'Change a setting to the text of a file. Repeatable' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand verify" -s d -l manifests -l charts -d 'Folder with charts and profiles, such as the manifests/ of an Istio release, or the .tgz of a release, instead of the embedded ones' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand verify" -s r -l revision -d 'Revision of the control plane' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand verify" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand verify" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand verify" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand verify" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand verify" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand verify" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand verify" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand verify" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand verify" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand verify" -l force -d 'Go on in spite of settings that are not valid'
complete -c istioctl -n "__fish_istioctl_using_subcommand verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c istioctl -n "__fish_istioctl_using_subcommand version" -l remote -d 'Ask the cluster for the versions of the control plane and of the proxies' -r -f -a "true\t''
false\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand version" -s s -l short -d 'Print the version number alone. Use --short=false for everything that is known about the build' -r -f -a "true\t''
false\t''"
complete -c istioctl -n "__fish_istioctl_using_subcommand version" -s o -l output -d 'Print machine-readable output' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand version" -s r -l revision -d 'Revision (or tag) of the control plane to ask. Without it, all are asked' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand version" -s c -l kubeconfig -d 'Kubeconfig file to use instead of $KUBECONFIG and ~/.kube/config' -r -F
complete -c istioctl -n "__fish_istioctl_using_subcommand version" -l context -d 'Kubeconfig context to use' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand version" -s n -l namespace -d 'Namespace of the objects that the command is about' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand version" -s i -l istioNamespace -d 'Namespace that Istio is installed in' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand version" -l as -d 'User to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand version" -l as-group -d 'Group to act as in the cluster (repeatable)' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand version" -l as-uid -d 'UID to act as in the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand version" -l kubeclient-timeout -d 'Longest time to wait for one answer of the cluster' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand version" -l vklog -d 'Detail of the messages of the Kubernetes client' -r
complete -c istioctl -n "__fish_istioctl_using_subcommand version" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and not __fish_seen_subcommand_from analyze check-inject completion install experimental kube-inject kube-uninject manifest precheck profile reference validate tag uninstall upgrade verify-install version help" -f -a "analyze" -d 'Find what is wrong in Istio and Kubernetes configuration'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and not __fish_seen_subcommand_from analyze check-inject completion install experimental kube-inject kube-uninject manifest precheck profile reference validate tag uninstall upgrade verify-install version help" -f -a "check-inject" -d 'Say for a workload, or for labels, which injector puts a sidecar into its pods, and why others do not'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and not __fish_seen_subcommand_from analyze check-inject completion install experimental kube-inject kube-uninject manifest precheck profile reference validate tag uninstall upgrade verify-install version help" -f -a "completion" -d 'Print the completion script of a shell'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and not __fish_seen_subcommand_from analyze check-inject completion install experimental kube-inject kube-uninject manifest precheck profile reference validate tag uninstall upgrade verify-install version help" -f -a "install" -d 'Install Istio into a cluster, or change an installation'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and not __fish_seen_subcommand_from analyze check-inject completion install experimental kube-inject kube-uninject manifest precheck profile reference validate tag uninstall upgrade verify-install version help" -f -a "experimental" -d 'Commands whose flags and output may still change'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and not __fish_seen_subcommand_from analyze check-inject completion install experimental kube-inject kube-uninject manifest precheck profile reference validate tag uninstall upgrade verify-install version help" -f -a "kube-inject" -d 'Put the Istio sidecar into the workloads of Kubernetes manifests'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and not __fish_seen_subcommand_from analyze check-inject completion install experimental kube-inject kube-uninject manifest precheck profile reference validate tag uninstall upgrade verify-install version help" -f -a "kube-uninject" -d 'Take the Istio sidecar out of manifests that kube-inject put it into'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and not __fish_seen_subcommand_from analyze check-inject completion install experimental kube-inject kube-uninject manifest precheck profile reference validate tag uninstall upgrade verify-install version help" -f -a "manifest" -d 'Manifests of an installation: generate, install, compare, translate to Helm'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and not __fish_seen_subcommand_from analyze check-inject completion install experimental kube-inject kube-uninject manifest precheck profile reference validate tag uninstall upgrade verify-install version help" -f -a "precheck" -d 'Look whether Istio can be installed or upgraded in the cluster'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and not __fish_seen_subcommand_from analyze check-inject completion install experimental kube-inject kube-uninject manifest precheck profile reference validate tag uninstall upgrade verify-install version help" -f -a "profile" -d 'Configuration profiles: list, print, compare'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and not __fish_seen_subcommand_from analyze check-inject completion install experimental kube-inject kube-uninject manifest precheck profile reference validate tag uninstall upgrade verify-install version help" -f -a "reference" -d 'Print the reference of all commands in Markdown'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and not __fish_seen_subcommand_from analyze check-inject completion install experimental kube-inject kube-uninject manifest precheck profile reference validate tag uninstall upgrade verify-install version help" -f -a "validate" -d 'Check Istio configuration, file by file'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and not __fish_seen_subcommand_from analyze check-inject completion install experimental kube-inject kube-uninject manifest precheck profile reference validate tag uninstall upgrade verify-install version help" -f -a "tag" -d 'Give revisions of the control plane names that can move'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and not __fish_seen_subcommand_from analyze check-inject completion install experimental kube-inject kube-uninject manifest precheck profile reference validate tag uninstall upgrade verify-install version help" -f -a "uninstall" -d 'Remove Istio, or one revision of it, from a cluster'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and not __fish_seen_subcommand_from analyze check-inject completion install experimental kube-inject kube-uninject manifest precheck profile reference validate tag uninstall upgrade verify-install version help" -f -a "upgrade" -d 'Bring a control plane to the version of this istioctl, in place'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and not __fish_seen_subcommand_from analyze check-inject completion install experimental kube-inject kube-uninject manifest precheck profile reference validate tag uninstall upgrade verify-install version help" -f -a "verify-install" -d 'Compare an installation with what it should be'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and not __fish_seen_subcommand_from analyze check-inject completion install experimental kube-inject kube-uninject manifest precheck profile reference validate tag uninstall upgrade verify-install version help" -f -a "version" -d 'Print the version of istioctl and of the mesh'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and not __fish_seen_subcommand_from analyze check-inject completion install experimental kube-inject kube-uninject manifest precheck profile reference validate tag uninstall upgrade verify-install version help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and __fish_seen_subcommand_from experimental" -f -a "check-inject" -d 'Say for a workload, or for labels, which injector puts a sidecar into its pods, and why others do not'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and __fish_seen_subcommand_from experimental" -f -a "injector" -d 'Look at sidecar injectors'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and __fish_seen_subcommand_from experimental" -f -a "precheck" -d 'Look whether Istio can be installed or upgraded in the cluster'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and __fish_seen_subcommand_from experimental" -f -a "revision" -d 'Look at revisions: their control planes, tags, namespaces and pods'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and __fish_seen_subcommand_from experimental" -f -a "route" -d 'Show which rule takes a request, from files alone'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and __fish_seen_subcommand_from manifest" -f -a "diff" -d 'Compare the objects of two files or folders'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and __fish_seen_subcommand_from manifest" -f -a "generate" -d 'Print the manifests of an installation'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and __fish_seen_subcommand_from manifest" -f -a "install" -d 'Install Istio into a cluster, or change an installation'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and __fish_seen_subcommand_from manifest" -f -a "translate" -d 'Write what it takes to install with Helm what an IstioOperator says'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "diff" -d 'Compare two profiles, each with all its settings'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "dump" -d 'Print a profile with all its settings, and what files and flags change in it'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "list" -d 'List the profiles'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and __fish_seen_subcommand_from tag" -f -a "generate" -d 'Print the objects of a tag instead of applying them'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and __fish_seen_subcommand_from tag" -f -a "list" -d 'List tags, the revisions that they stand for, and the namespaces that follow them'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and __fish_seen_subcommand_from tag" -f -a "remove" -d 'Remove a tag'
complete -c istioctl -n "__fish_istioctl_using_subcommand help; and __fish_seen_subcommand_from tag" -f -a "set" -d 'Create a tag, or point it at another revision'
