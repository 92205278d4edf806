import { Fault, type FaultData, type Id, toFault } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Effects } from './effects.ts'

/** Remote calls between processes that share the data. They reach data that another process has in memory. */
export interface ProcessCalls {
  /** True if other processes may share the data. */
  isShared: boolean
  /**
   * Registers this process as the holder of a key, so calls for the key are sent here. Resolves when other
   * processes can find it.
   */
  hold: (key: string) => Promise<void>
  /** Ends the registration of `hold` in the background. */
  release: (key: string) => void
  /** Returns true if this process or another process holds the key. */
  isHeld: (key: string) => Promise<boolean>
  /**
   * Creates a function that calls the process that holds `keyOf(input)`. It returns undefined if no other
   * process holds the key. `act` answers the calls that this process receives.
   */
  toHolder: <Input, Output>(
    name: string,
    keyOf: (input: Input) => string,
    act: (input: Input) => Output | Promise<Output>
  ) => (input: Input) => Promise<{ output: Output } | undefined>
  /**
   * Creates a function that calls all other processes and returns their results. `act` answers the calls that
   * this process receives.
   */
  toOthers: <Input, Output>(
    name: string,
    act: (input: Input) => Output | Promise<Output>
  ) => (input: Input) => Promise<Output[]>
}

/** Reply to a call: its output or its fault. `output` is absent if the call returned nothing. */
type Reply<Output> = { output?: Output; fault?: undefined } | { fault: FaultData }

/** The `place` (associated data) for the encryption of messages, which may contain bodies and secrets. */
const PLACE = 'process/message'

/** Returns the key of an item that a process holds in memory, such as `listening/…`. */
export const heldKey = (
  kind: 'trial' | 'dry-run' | 'listening' | 'test-url' | 'document',
  id: Id | string
): string => `${kind}/${id}`

export const createProcessCalls = ({
  store,
  effects
}: {
  store: Pick<Store, 'acts' | 'processes' | 'sharedWork'>
  effects: Pick<Effects, 'sealer' | 'log'>
}): ProcessCalls & { stop: () => void } => {
  const acts = new Map<string, (input: string) => Promise<unknown>>()
  const held = new Set<string>()
  const isShared = store.sharedWork !== null

  const seal = (value: unknown): string =>
    Buffer.from(effects.sealer.seal(JSON.stringify(value), PLACE)).toString('base64')
  const open = (text: string): string => effects.sealer.open(Buffer.from(text, 'base64'), PLACE)

  const replyTo = async (message: string): Promise<unknown> => {
    try {
      const { name, input }: { name: string; input: string } = JSON.parse(open(message))
      const act = acts.get(name)
      // A process of another release asks for what this one does not know.
      if (act === undefined) throw new Fault('process.silent')
      return { output: await act(input) }
    } catch (thrown) {
      return { fault: toFault(thrown).toData() }
    }
  }

  const stop = store.processes.answer(async message => seal(await replyTo(message)))

  /** Returns the output in a reply. Throws if the reply contains a fault instead. */
  const read = <Output>(reply: string): Output => {
    const said: Reply<Output> = JSON.parse(open(reply))
    if (said.fault !== undefined) throw new Fault(said.fault.code, said.fault.details)
    return said.output as Output
  }

  const define = <Input, Output>(
    name: string,
    act: (input: Input) => Output | Promise<Output>
  ): ((input: Input) => string) => {
    acts.set(name, async text => act(JSON.parse(text)))
    return input => seal({ name, input: JSON.stringify(input) })
  }

  return {
    isShared,
    hold: async key => {
      held.add(key)
      await store.acts.claim(key)
    },
    release: key => {
      if (!held.delete(key)) return
      store.acts.release(key).catch(thrown =>
        effects.log('Other servers could not be notified that an operation has ended.', {
          cause: String(thrown)
        })
      )
    },
    isHeld: async key => held.has(key) || (await store.processes.has(key)),
    toHolder: (name, keyOf, act) => {
      const messageOf = define(name, act)
      return async input => {
        if (!isShared) return undefined
        const reply = await store.processes.ask(keyOf(input), messageOf(input))
        return reply === null ? undefined : { output: read(reply) }
      }
    },
    toOthers: (name, act) => {
      const messageOf = define(name, act)
      return async input => {
        if (!isShared) return []
        const replies = await store.processes.askOthers(messageOf(input))
        return replies.map(reply => read(reply))
      }
    },
    stop
  }
}
