"""Pages of papers that go out."""
