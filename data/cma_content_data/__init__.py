"""The guide as data: its YAML, its facts and its pay tables; read by `cma_content.load`."""
