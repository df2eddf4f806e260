"""The provident fund hall behind a WeChat Official Account; see docs/architecture.md."""
