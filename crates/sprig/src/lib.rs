//! The sprig v3 function library for gotemplate.
