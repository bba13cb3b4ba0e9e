//! Strategic merge patch, JSON merge patch and JSON patch as apimachinery applies them.
