"""结构迁移. One file a step, newest last; `storage.tables.REVISION` names the last."""
