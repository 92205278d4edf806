import Database from 'better-sqlite3'
import { nothing, patchPrepare } from './patch-prepare.mjs'

/*
 * Loaded into the server before its own code: a commit says that it is done, and is done a while later. Meanwhile
 * everything is in one long transaction, so that nobody on this connection sees a difference; how it is synced, which
 * cannot be changed within one, stays as it is.
 */

const laterMs = 300
/** @type {WeakSet<object>} */
const owing = new WeakSet()

patchPrepare({
  spoil: (statement, sql, db) => {
    if (!db.name.endsWith('hookwright.db')) return
    const run = statement.run.bind(statement)
    if (sql === 'begin immediate') statement.run = () => (owing.has(db) ? nothing : run())
    if (sql === 'commit') {
      statement.run = () => {
        if (owing.has(db)) return nothing
        owing.add(db)
        setTimeout(() => {
          owing.delete(db)
          run()
        }, laterMs)
        return nothing
      }
    }
  }
})

const { pragma } = Database.prototype

Database.prototype.pragma = function (source, options) {
  return owing.has(this) && source.startsWith('synchronous =') ? null : pragma.call(this, source, options)
}
