/** Queue for clicks on a switch. It handles one click at a time, and only the last click counts. */
export interface SwitchQueue {
  want: (to: 'on' | 'off') => void
}

/**
 * Creates the queue of a switch.
 *
 * An “off” before the “on” request is sent cancels that request. An “off” during the request is sent after
 * the response.
 */
export const createSwitchQueue = (params: {
  /** Runs before the flow is turned on. If it resolves to false, the flow stays off. */
  beforeOn: () => Promise<boolean>
  /** Sends the request. Resolves when the server has responded, even with a refusal. */
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
