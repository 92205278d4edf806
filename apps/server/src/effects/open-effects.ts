import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { Effects, FaultPoint } from '@hookwright/backend'
import { placeCredentials } from '@hookwright/backend/outbound'
import { tokenOf } from '@hookwright/model'
import { nodeCryptography } from '@hookwright/model/node-cryptography'
import type { Logger } from 'pino'
import type { Environment } from '../env.ts'
import { warnOf } from '../log.ts'
import { openBodyThread } from './body-thread.ts'
import { createIds } from './create-ids.ts'
import { type GuardedClient, openGuardedClient } from './guarded-client.ts'
import { type Machine, thisMachine } from './machine.ts'
import { scrubber } from './scrub.ts'
import { openSealer, type Sealer } from './seal.ts'
import { surelyNotSent } from './surely-not-sent.ts'
import { waitUntil } from './wait-until.ts'

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** Returns six random letters and digits. Bytes that would bias the choice are drawn again. */
const newSuffix = (): string => {
  let suffix = ''
  while (suffix.length < 6) {
    const [byte = 255] = randomBytes(1)
    if (byte < 252) suffix += letters[byte % letters.length]
  }
  return suffix
}

/** Opens all real effects of the backend except the disk. Throws like `openSealer`. */
export const openEffects = async (params: {
  environment: Environment
  log: Logger
  hasSealed: () => Promise<boolean>
  passing: (point: FaultPoint) => void
  publicUrl: () => string
  /** Path of the script of the thread that parses large bodies; null for no thread. */
  bodyThread: string | null
  machine?: Machine
}): Promise<{
  effects: Omit<Effects, 'hasRoom' | 'whenIdle' | 'roleOf'>
  sealer: Sealer
  close: () => Promise<void>
}> => {
  const { environment, log, hasSealed, passing, machine = thisMachine } = params
  const { dataFolder, secretKey, secretKeyFile, outboundAllow } = environment
  const sealer = await openSealer({ dataFolder, secretKey, secretKeyFile, hasSealed, randomBytes })
  const client = openGuardedClient({ outboundAllow, ...machine })
  let own: GuardedClient | null = null
  const bodyThread =
    params.bodyThread === null ? null : openBodyThread({ script: params.bodyThread, after: machine.after })
  const effects: Omit<Effects, 'hasRoom' | 'whenIdle' | 'roleOf'> = {
    clock: machine.clock,
    newId: createIds(machine.clock),
    // Flows may make keys of it, so that nobody should be able to guess the next one.
    random: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
    crypto: {
      hash: (algorithm, bytes) => createHash(algorithm).update(bytes).digest(),
      hmac: (algorithm, key, bytes) => createHmac(algorithm, key).update(bytes).digest()
    },
    wait: (until, signal) => waitUntil(until, signal),
    log: warnOf(log),
    newToken: () => tokenOf(randomBytes(32).toString('base64url')),
    randomBytes,
    hashToken: token => createHash('sha256').update(token).digest(),
    newSuffix,
    sealer,
    cryptography: nodeCryptography,
    clientFor: (authentication, values) => {
      const how = placeCredentials(authentication, values)
      return (request, signal) => client.send(request, how, signal)
    },
    ownClient: request => {
      // A client of its own: no flow may call this installation only because it may call itself.
      own ??= openGuardedClient({ outboundAllow: new Set([new URL(params.publicUrl()).origin]) })
      return own.send(
        request,
        { baseUrl: '', allowedHosts: [], place: null, secrets: [] },
        new AbortController().signal
      )
    },
    surelyNotSent,
    scrubber,
    after: machine.after,
    soon: act => {
      setImmediate(act)
    },
    bodyThread,
    passing
  }
  const close = async (): Promise<void> => {
    await Promise.all([client.close(), own?.close(), bodyThread?.close()])
  }
  return { effects, sealer, close }
}
