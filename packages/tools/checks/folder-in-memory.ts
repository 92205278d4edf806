import { statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'

/**
 * Folder that Linux keeps in memory. `NEEDED` is the free space that a run of all tests may need, in bytes.
 */
const MEMORY = '/dev/shm'
const NEEDED = 4 * 2 ** 30

/**
 * Returns an in-memory folder for the temporary files of tests, or the default folder if space is short. In
 * memory, commits do not wait for the disk. The long suites test durability on disks.
 */
export const folderInMemory = (): string => {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize >= NEEDED ? MEMORY : tmpdir()
  } catch {
    return tmpdir()
  }
}
