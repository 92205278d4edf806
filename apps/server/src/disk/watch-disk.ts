import { MINUTE, type Millis, SECOND } from '@hookwright/model'

/** Free and total space of the disk with the data, in bytes. */
export interface DiskSpace {
  free: number
  total: number
}

/** Side effects that the disk watch needs, injected so that tests can replace them. */
export interface DiskEffects {
  space: () => Promise<DiskSpace>
  /**
   * File that reserves disk space and is deleted if the space runs out. `drop` returns true if it released
   * space.
   */
  ballast: { lay: (bytes: number) => Promise<void>; drop: () => Promise<boolean> }
  /** Returns the free bytes inside the database, left by deleted data. */
  reusable: () => Promise<number>
  /** Called while the disk is nearly full, before new events are refused, to delete expired data now. */
  makeRoom: () => void
  after: (delay: Millis, act: () => void) => () => void
  log: (message: string, about: Record<string, string | number>) => void
}

/** Running check of the disk space. New events are refused while `hasRoom` returns false. */
export interface DiskWatch {
  hasRoom: () => boolean
  stop: () => void
}

const MEGABYTE = 1_048_576
/** Free space below which new events are refused, in bytes. Pages, replays and runs can still write. */
const LEAST = 128 * MEGABYTE
/**
 * Disk space that must stay free for the write-ahead log, in bytes. The log grows before it is merged into
 * the database.
 */
const LEAST_FOR_LOG = 32 * MEGABYTE
const BALLAST = 64 * MEGABYTE
/**
 * Free space below which expired data is deleted immediately, in bytes. `LITTLE_SHARE` is the limit as a
 * share of the disk; the larger limit applies.
 */
const LITTLE = 512 * MEGABYTE
const LITTLE_SHARE = 0.05
/** Free space above which the ballast file is written again, in bytes. */
const PLENTY = 1024 * MEGABYTE
const PAUSE = 10 * SECOND

/**
 * Checks the disk every ten seconds. When it runs full, expired data is deleted early, then the ballast file. If that
 * is not enough, new events are refused until there is space again, on the disk or inside the database.
 */
export const watchDisk = (params: DiskEffects): DiskWatch => {
  const { space, ballast, reusable, makeRoom, after, log } = params
  let room = true
  let laid = false
  let stopped = false
  let cancel = (): void => {}

  const look = async (): Promise<void> => {
    let { free, total } = await space()
    if (free < Math.max(LITTLE, total * LITTLE_SHARE)) makeRoom()
    if (free < LEAST && (await ballast.drop())) {
      laid = false
      log('The disk is nearly full, so the reserved space was released. Free disk space now.', { free })
      ;({ free, total } = await space())
    }
    const had = room
    room = free >= LEAST || (free >= LEAST_FOR_LOG && free + (await reusable()) >= LEAST)
    if (had && !room) log('The disk is full, so new events are answered with 503. Free disk space.', { free })
    if (!had && room) log('The disk has free space again, so new events are accepted.', { free })
    if (!laid && free >= PLENTY) {
      await ballast.lay(BALLAST)
      laid = true
    }
  }

  const rest = (delay: Millis): void => {
    cancel = after(delay, () => {
      look()
        .catch(thrown => log('The free space of the disk could not be read.', { cause: String(thrown) }))
        .finally(() => {
          if (!stopped) rest(PAUSE)
        })
    })
  }

  // A start has better things to do than to write the ballast.
  rest(MINUTE)
  return {
    hasRoom: () => room,
    stop: () => {
      stopped = true
      cancel()
    }
  }
}
