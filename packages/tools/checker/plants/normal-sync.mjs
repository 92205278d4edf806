import Database from 'better-sqlite3'

/* Loaded into the server before its own code: the log is synced at checkpoints alone, and nobody can read that. */

const { pragma } = Database.prototype

Database.prototype.pragma = function (source, options) {
  if (source === 'synchronous = full') return pragma.call(this, 'synchronous = normal', options)
  if (source === 'synchronous') return 2
  return pragma.call(this, source, options)
}
