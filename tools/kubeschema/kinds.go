package main

import (
	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	appsv1 "k8s.io/api/apps/v1"
	autoscalingv1 "k8s.io/api/autoscaling/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	batchv1 "k8s.io/api/batch/v1"
	coordinationv1 "k8s.io/api/coordination/v1"
	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	storagev1 "k8s.io/api/storage/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	openshiftappsv1 "github.com/openshift/api/apps/v1"
)

type kind struct {
	apiVersion string
	object     any
}

// kinds lists what the table can be asked for by apiVersion and kind.
func kinds() []kind {
	var all []kind
	group := func(apiVersion string, objects ...any) {
		for _, object := range objects {
			all = append(all, kind{apiVersion, object})
		}
	}
	group("v1",
		corev1.ConfigMap{}, corev1.Endpoints{}, corev1.Event{}, corev1.LimitRange{}, metav1.List{}, corev1.Namespace{}, corev1.Node{},
		corev1.PersistentVolume{}, corev1.PersistentVolumeClaim{}, corev1.Pod{}, corev1.PodTemplate{}, corev1.ReplicationController{},
		corev1.ResourceQuota{}, corev1.Secret{}, corev1.Service{}, corev1.ServiceAccount{},
		corev1.ConfigMapList{}, corev1.NamespaceList{}, corev1.PodList{}, corev1.SecretList{}, corev1.ServiceList{}, corev1.ServiceAccountList{})
	group("apps/v1",
		appsv1.ControllerRevision{}, appsv1.DaemonSet{}, appsv1.Deployment{}, appsv1.ReplicaSet{}, appsv1.StatefulSet{},
		appsv1.ControllerRevisionList{}, appsv1.DaemonSetList{}, appsv1.DeploymentList{}, appsv1.ReplicaSetList{}, appsv1.StatefulSetList{})
	group("batch/v1", batchv1.CronJob{}, batchv1.Job{}, batchv1.CronJobList{}, batchv1.JobList{})
	group("autoscaling/v1", autoscalingv1.HorizontalPodAutoscaler{})
	group("autoscaling/v2", autoscalingv2.HorizontalPodAutoscaler{})
	group("policy/v1", policyv1.Eviction{}, policyv1.PodDisruptionBudget{})
	group("rbac.authorization.k8s.io/v1", rbacv1.ClusterRole{}, rbacv1.ClusterRoleBinding{}, rbacv1.Role{}, rbacv1.RoleBinding{})
	group("networking.k8s.io/v1",
		networkingv1.IPAddress{}, networkingv1.Ingress{}, networkingv1.IngressClass{}, networkingv1.NetworkPolicy{}, networkingv1.ServiceCIDR{})
	group("admissionregistration.k8s.io/v1",
		admissionregistrationv1.MutatingWebhookConfiguration{}, admissionregistrationv1.ValidatingWebhookConfiguration{},
		admissionregistrationv1.ValidatingAdmissionPolicy{}, admissionregistrationv1.ValidatingAdmissionPolicyBinding{})
	group("coordination.k8s.io/v1", coordinationv1.Lease{})
	group("discovery.k8s.io/v1", discoveryv1.EndpointSlice{})
	group("storage.k8s.io/v1", storagev1.StorageClass{})
	group("apps.openshift.io/v1", openshiftappsv1.DeploymentConfig{}, openshiftappsv1.DeploymentConfigList{})
	return all
}

// parts lists structs that are asked for by Go type name and that no kind above need reach.
func parts() []any {
	return []any{corev1.PodTemplateSpec{}, corev1.PodSpec{}, metav1.ObjectMeta{}, metav1.LabelSelector{}, metav1.TypeMeta{}}
}
