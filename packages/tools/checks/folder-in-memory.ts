import { statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'

/** File system in memory, which Linux has, and the free space in it that a run of all tests may need, in bytes. */
const MEMORY = '/dev/shm'
const NEEDED = 4 * 2 ** 30

/**
 * Returns a folder in memory for the temporary files of tests, or the usual one where there is no room: most commits of
 * tests would otherwise wait for the disk. What survives a crash is tested on disks, by the long suites.
 */
export const folderInMemory = (): string => {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize >= NEEDED ? MEMORY : tmpdir()
  } catch {
    return tmpdir()
  }
}
