import { Fault, type Id } from '@hookwright/model'
import type { Database } from 'better-sqlite3'
import { blobOfId } from '../../schema/uid.ts'
import type { MostCalls } from '../../store.ts'

/** Statements that record calls: runs started by other runs. All of them need a transaction. */
export interface CallWriter {
  /**
   * Records that a run has started another run. Both rows must exist. Throws `run.calls-too-deep`,
   * `run.too-many-calls`.
   */
  put: (caller: Id, called: Id, most: MostCalls) => void
}

export const createCallWriter = (db: Database): CallWriter => {
  const caller = db.prepare<[Buffer], { id: number; root: number; depth: number }>(
    `select r.id, coalesce(c.root, r.id) as root, coalesce(c.depth, 0) as depth
     from runs r left join calls c on c.run = r.id where r.uid = ?`
  )
  const count = db.prepare<[number], number>('select count(*) from calls where root = ?').pluck()
  const put = db.prepare(
    'insert into calls (run, caller, root, depth) select id, ?, ?, ? from runs where uid = ?'
  )
  return {
    put: (callerId, called, most) => {
      const found = caller.get(blobOfId(callerId))
      if (found === undefined) throw new Fault('run.gone')
      const { id, root, depth } = found
      if (depth >= most.depth) throw new Fault('run.calls-too-deep', { depth: most.depth })
      if ((count.get(root) ?? 0) >= most.runs) throw new Fault('run.too-many-calls', { runs: most.runs })
      put.run(id, root, depth + 1, blobOfId(called))
    }
  }
}
