import { chmodSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { tempFolder } from '../testing/temp-folder.ts'
import { findWrk } from './ensure-wrk.ts'

test('wrk is found on PATH, in the first folder where it may be run', () => {
  const folder = tempFolder({ 'a/other': '', 'b/wrk': 'not to be run', 'c/wrk': '' })
  chmodSync(join(folder, 'b/wrk'), 0o644)
  chmodSync(join(folder, 'c/wrk'), 0o755)
  const PATH = ['a', 'b', 'c'].map(name => join(folder, name)).join(delimiter)
  expect(findWrk({ PATH })).toBe(join(folder, 'c/wrk'))
  expect(findWrk({ PATH: join(folder, 'a') })).toBeUndefined()
})

test('WRK_PATH wins, and one that leads nowhere is not replaced by another', () => {
  const folder = tempFolder({ 'a/wrk': '', 'load/wrk-4': '' })
  chmodSync(join(folder, 'a/wrk'), 0o755)
  chmodSync(join(folder, 'load/wrk-4'), 0o755)
  const PATH = join(folder, 'a')
  expect(findWrk({ PATH, WRK_PATH: join(folder, 'load/wrk-4') })).toBe(join(folder, 'load/wrk-4'))
  expect(findWrk({ PATH, WRK_PATH: join(folder, 'load/wrk-5') })).toBeUndefined()
})
