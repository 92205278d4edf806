import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Fault } from '@hookwright/model'

/**
 * Exit code after a failed sync: EX_IOERR of sysexits.h. The launcher restarts the server when it exits with
 * it.
 */
const DISK_FAILED = 74

/** Returns the path of the marker file that records a disk failure for the next start. */
const noteIn = (dataFolder: string): string => join(dataFolder, 'disk-failure')

/**
 * Ends the process after a failed sync (decision 099). Writes a marker file for the next start. If even this
 * file cannot be written, the next start treats the exit as a crash.
 */
export const endOnDiskFailure =
  (params: { dataFolder: string; say: (sentence: string) => void; exit: (code: number) => void }) =>
  (fault: Fault): void => {
    try {
      writeFileSync(noteIn(params.dataFolder), `${fault.message}\n`, { mode: 0o600 })
    } catch {
      // The sentence says all there is to know.
    }
    params.say(fault.message)
    params.exit(DISK_FAILED)
  }

/** Returns true if a disk failure ended the previous process. Deletes its marker file. */
export const takeDiskFailure = (dataFolder: string): boolean => {
  const note = noteIn(dataFolder)
  if (!existsSync(note)) return false
  try {
    rmSync(note, { recursive: true })
  } catch {
    // While the note cannot be removed, no start counts its runs.
  }
  return true
}
