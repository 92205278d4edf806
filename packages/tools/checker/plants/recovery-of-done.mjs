import { patchPrepare } from './patch-prepare.mjs'

/* Loaded into the server before its own code: at a start, what is done is taken for what still waits. */

patchPrepare({
  rewrite: sql =>
    sql.includes('indexed by deliveries_accepted')
      ? sql
          .replace('indexed by deliveries_accepted', '')
          .replace("d.status = 'accepted'", "d.status in ('accepted', 'done')")
      : sql
})
