import { type Millis, SECOND, type Secret } from '@hookwright/model'

/** Rotation of the sealing key while the server runs. */
export interface KeyExchange {
  /** Stops the rotation; resolves once no record is being re-sealed. */
  stop: () => Promise<void>
}

const LOOK: Millis = SECOND
const AGAIN: Millis = 60 * SECOND

/**
 * Polls the data folder for a next key, which `npm run rotate-key` writes. From then on, the next key seals
 * new records, and all existing records are sealed again with it. Then the next key replaces the current key.
 * An interruption loses nothing: both keys exist until the end, and the next start continues.
 */
export const exchangeKeys = (params: {
  nextKey: () => Promise<Secret | null>
  useKey: (key: Secret) => void
  reseal: (params: { isStopped: () => boolean }) => Promise<{ done: number; broken: number }>
  takeNextKey: () => Promise<void>
  after: (delay: Millis, act: () => void) => () => void
  log: (message: string, about: Record<string, string | number>) => void
}): KeyExchange => {
  const { nextKey, useKey, reseal, takeNextKey, after, log } = params
  let isStopped = false
  let cancel = (): void => {}
  let underWay: Promise<void> = Promise.resolve()

  const look = async (): Promise<void> => {
    const next = await nextKey()
    if (next === null || isStopped) return
    useKey(next)
    const { done, broken } = await reseal({ isStopped: () => isStopped })
    if (isStopped) return
    if (broken > 0)
      log('Some secrets could not be decrypted with any known key and were left unchanged.', { broken })
    await takeNextKey()
    log('The encryption key was replaced.', { resealed: done })
  }

  const arm = (time: Millis): void => {
    cancel = after(time, () => {
      underWay = look().then(
        () => {
          if (!isStopped) arm(LOOK)
        },
        thrown => {
          if (isStopped) return
          log('The encryption key could not be replaced. This is retried in a minute.', {
            cause: String(thrown)
          })
          arm(AGAIN)
        }
      )
    })
  }
  arm(LOOK)

  return {
    stop: async () => {
      isStopped = true
      cancel()
      await underWay
    }
  }
}
