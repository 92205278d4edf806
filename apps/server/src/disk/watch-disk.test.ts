import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { diskOf } from './disk-effects.ts'
import { type DiskWatch, watchDisk } from './watch-disk.ts'

const MEGABYTE = 1_048_576

/** Opens a watch on a simulated disk; the test triggers its checks. */
const openDisk = (params: { free: number }) => {
  const disk = { free: params.free, ballast: 0 }
  const asked = { reusable: 0, toMakeRoom: 0 }
  const logged: string[] = []
  let act = (): void => {}
  const watch: DiskWatch = watchDisk({
    space: async () => ({ free: disk.free, total: 8192 * MEGABYTE }),
    reusable: async () => asked.reusable,
    makeRoom: () => {
      asked.toMakeRoom++
    },
    ballast: {
      lay: async bytes => {
        disk.ballast = bytes
        disk.free -= bytes
      },
      drop: async () => {
        const had = disk.ballast > 0
        disk.free += disk.ballast
        disk.ballast = 0
        return had
      }
    },
    after: (_, next) => {
      act = next
      return () => {
        act = () => {}
      }
    },
    log: message => logged.push(message)
  })
  const look = async (): Promise<void> => {
    act()
    await new Promise(resolve => setImmediate(resolve))
  }
  return { disk, asked, logged, watch, look }
}

test('space is set aside where there is plenty, and given up first when the disk runs full', async () => {
  const { disk, logged, watch, look } = openDisk({ free: 4096 * MEGABYTE })
  await look()
  expect(disk).toEqual({ free: 4032 * MEGABYTE, ballast: 64 * MEGABYTE })
  disk.free = 100 * MEGABYTE
  await look()
  expect(disk).toEqual({ free: 164 * MEGABYTE, ballast: 0 })
  expect(watch.hasRoom()).toBe(true)
  expect(logged).toEqual([expect.stringContaining('nearly full')])
})

test('a full disk has no room for new events until there is space again', async () => {
  const { disk, logged, watch, look } = openDisk({ free: 500 * MEGABYTE })
  await look()
  expect(disk.ballast).toBe(0)
  disk.free = 127 * MEGABYTE
  await look()
  expect(watch.hasRoom()).toBe(false)
  await look()
  disk.free = 128 * MEGABYTE
  await look()
  expect(watch.hasRoom()).toBe(true)
  expect(logged).toEqual([expect.stringContaining('503'), expect.stringContaining('free space again')])
  watch.stop()
})

test('low space triggers early deletion of expired data, and free pages in the database count as space', async () => {
  const { disk, asked, watch, look } = openDisk({ free: 600 * MEGABYTE })
  await look()
  expect(asked.toMakeRoom).toBe(0)
  disk.free = 500 * MEGABYTE
  await look()
  expect([asked.toMakeRoom, watch.hasRoom()]).toEqual([1, true])
  disk.free = 40 * MEGABYTE
  await look()
  expect([asked.toMakeRoom, watch.hasRoom()]).toEqual([2, false])
  asked.reusable = 100 * MEGABYTE
  await look()
  expect(watch.hasRoom()).toBe(true)
  disk.free = 20 * MEGABYTE
  await look()
  expect(watch.hasRoom()).toBe(false)
})

test('the ballast is a file of the given size, and can be deleted', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hookwright-disk-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const { space, ballast } = diskOf(folder)
  expect((await space()).free).toBeGreaterThan(0)
  await ballast.lay(2 * MEGABYTE)
  const { size, blocks } = statSync(join(folder, 'ballast'))
  expect([size, blocks * 512 >= 2 * MEGABYTE]).toEqual([2 * MEGABYTE, true])
  expect(await ballast.drop()).toBe(true)
  expect(existsSync(join(folder, 'ballast'))).toBe(false)
  expect(await ballast.drop()).toBe(false)
})
