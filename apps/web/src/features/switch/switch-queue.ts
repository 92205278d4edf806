/**
 * Queue of the clicks on a switch.
 * Handles one click at a time; only the last one counts.
 */
export interface SwitchQueue {
  want: (to: 'on' | 'off') => void
}

/**
 * Creates the queue of a switch, in which the last click counts. Off before the request for on is sent withdraws it;
 * off during the request is sent after its response.
 */
export const createSwitchQueue = (params: {
  /** Runs before the flow is turned on; false keeps it off. */
  beforeOn: () => Promise<boolean>
  /** Sends the request; resolves when it is answered, also by a refusal. */
  turnOn: () => Promise<void>
  turnOff: () => Promise<void>
  /** Called with each new requested state, and with null once all are handled. */
  notify: (wish: 'on' | 'off' | null) => void
}): SwitchQueue => {
  const { beforeOn, turnOn, turnOff, notify } = params
  let wish: 'on' | 'off' | null = null
  let isWorking = false

  const settle = (next: 'on' | 'off' | null): void => {
    wish = next
    notify(next)
  }

  const fulfilOn = async (): Promise<void> => {
    const goesOn = await beforeOn()
    if (!goesOn || wish !== 'on') return settle(null)
    await turnOn()
    if (wish === 'on') settle(null)
  }

  const fulfilOff = async (): Promise<void> => {
    await turnOff()
    if (wish === 'off') settle(null)
  }

  const work = async (): Promise<void> => {
    isWorking = true
    try {
      while (wish !== null) await (wish === 'on' ? fulfilOn() : fulfilOff())
    } catch (thrown) {
      settle(null)
      throw thrown
    } finally {
      isWorking = false
    }
  }

  return {
    want: to => {
      settle(to)
      if (!isWorking) void work()
    }
  }
}
