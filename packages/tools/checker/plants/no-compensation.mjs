import { nothing, patchPrepare } from './patch-prepare.mjs'

/*
 * Loaded into the server before its own code: a registration that came too late is left as it is. Its cleanup entry is
 * not written, and taking it back cannot begin.
 */

patchPrepare({
  spoil: (statement, sql) => {
    const run = statement.run.bind(statement)
    if (/^insert into "cleanup_entries"/.test(sql)) statement.run = () => nothing
    if (/^insert into "attempts"/.test(sql)) {
      statement.run = (...values) => {
        if (values.includes('compensation')) throw new Error('It is not taken back.')
        return run(...values)
      }
    }
  }
})
