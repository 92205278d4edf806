import { open, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { DiskEffects } from './watch-disk.ts'

const CHUNK = 1_048_576

/** Returns the effects on the real disk that contains a data folder. */
export const diskOf = (dataFolder: string): Pick<DiskEffects, 'space' | 'ballast'> => {
  const path = join(dataFolder, 'ballast')
  return {
    space: async () => {
      const { bavail, blocks, bsize } = await statfs(dataFolder)
      return { free: bavail * bsize, total: blocks * bsize }
    },
    ballast: {
      lay: async bytes => {
        const file = await open(path, 'w', 0o600)
        try {
          // Written out: a file with holes takes no space that could be given up.
          const chunk = Buffer.alloc(CHUNK, 1)
          for (let at = 0; at < bytes; at += CHUNK) await file.write(chunk)
        } finally {
          await file.close()
        }
      },
      drop: async () => {
        try {
          await rm(path)
          return true
        } catch {
          return false
        }
      }
    }
  }
}
