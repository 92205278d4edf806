import { chmodSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { tempFolder } from '../testing/temp-folder.ts'
import { findWrk } from './ensure-wrk.ts'

test('wrk is found in the first folder of PATH where it is executable', () => {
  const folder = tempFolder({ 'a/other': '', 'b/wrk': 'not to be run', 'c/wrk': '' })
  chmodSync(join(folder, 'b/wrk'), 0o644)
  chmodSync(join(folder, 'c/wrk'), 0o755)
  const PATH = ['a', 'b', 'c'].map(name => join(folder, name)).join(delimiter)
  expect(findWrk({ PATH })).toBe(join(folder, 'c/wrk'))
  expect(findWrk({ PATH: join(folder, 'a') })).toBeUndefined()
})

test('WRK_PATH takes precedence, and a wrong one is not replaced by another wrk', () => {
  const folder = tempFolder({ 'a/wrk': '', 'load/wrk-4': '' })
  chmodSync(join(folder, 'a/wrk'), 0o755)
  chmodSync(join(folder, 'load/wrk-4'), 0o755)
  const PATH = join(folder, 'a')
  expect(findWrk({ PATH, WRK_PATH: join(folder, 'load/wrk-4') })).toBe(join(folder, 'load/wrk-4'))
  expect(findWrk({ PATH, WRK_PATH: join(folder, 'load/wrk-5') })).toBeUndefined()
})
