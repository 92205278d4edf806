import { type Id, runsDeliveries, toFault } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Outside } from '../outside.ts'
import { createLanes } from './lanes.ts'
import type { Live, Lives } from './lives.ts'
import { createDeliveryRunner, type ReplayTask, type Task } from './run-delivery.ts'
import { type Spread, type Work, workOf } from './work.ts'

/** Turning accepted deliveries into runs. */
export interface Dispatch {
  /** Queues one for its first run; one that is queued or running already is left alone. */
  add: (task: Task) => void
  /** True for a delivery that `add` was told of, until recovery has ended: recovery leaves it and its records alone. */
  knows: (deliveryId: Id) => boolean
  /** Said when recovery has ended. */
  recovered: () => void
  /**
   * Queues all that wait for a subscription, if it runs what comes to it, as far as there is room, and the others as there
   * comes to be. An ordered delivery that is added from now on comes behind them.
   */
  addWaiting: (subscriptionId: Id) => void
  /**
   * Counts a start of each, then runs them side by side, those of one order and children of one delivery in turn. Resolves when their runs
   * are written or left to a later try. What ends, or is stopped in good order, has its starts taken back.
   */
  runSuspects: (suspects: (Task | Spread)[]) => Promise<void>
  /** Goes on with a run that was begun for a kept delivery; its children, if it makes some, get their turns. */
  replay: (task: ReplayTask) => void
  /** True once nothing more is begun. */
  isStopping: () => boolean
  /** Makes `stop` wait for this, too. */
  follow: (work: Promise<void>) => Promise<void>
  /** Takes no more; resolves when what runs has ended. */
  stop: () => Promise<void>
}

/**
 * How many runs may be under way at once and how much may wait in memory; more waits in the store. Of each, one flow gets
 * a quarter, so that a service that hangs does not stop the others; its event card may ask for fewer runs at once.
 */
const limits = { slots: 512, works: 8_000, bytes: 64 * 1024 * 1024 }
const SHARE = 1 / 4
const PAGE = 100
/** How long what the store failed rests before it is tried again: doubled each time, up to the most. */
const REST = 1_000
const MOST_REST = 60_000

export const createDispatch = (given: {
  store: Store
  outside: Outside
  lives: Lives
  /** Told of each delivery once its first run is written. */
  ran?: (live: Live, deliveryId: Id) => void
}): Dispatch => {
  const { store, outside, lives, ran } = given
  const runner = createDeliveryRunner({ ...given, isStopping: () => stopping })
  const lanes = createLanes<Work>({ limits, share: SHARE })
  const taken = new Set<Id>()
  /** Suspects whose start is counted. */
  const counted = new Set<Id>()
  /** Subscriptions with deliveries that found no room. */
  const behind = new Set<Id>()
  /** Those whose waiting ones are being fetched. */
  let fetching: Id | null = null
  /** Subscriptions with ordered deliveries that wait for the end of recovery. */
  const heldBack = new Set<Id>()
  const underWay = new Set<Promise<void>>()
  /** Ends the rests. */
  const rests = new Set<() => void>()
  let armed = false
  let filling = false
  let stopping = false
  /** What came on its own road since the start, as long as recovery has to tell it apart. */
  let added: Set<Id> | null = new Set()

  /** The subscription as it stands now, or null when that runs nothing. At once where nothing has changed. */
  const runningNow = (live: Live): Live | null | Promise<Live | null> => {
    if (live.current) return runsDeliveries(live.status) ? live : null
    return lives.byId(live.id).then(now => (now === null ? null : runningNow(now)))
  }

  const rest = (delay: number, act: () => void): void => {
    if (stopping) return
    const cancel = outside.after(delay, () => {
      rests.delete(cancel)
      act()
    })
    rests.add(cancel)
  }

  /** One step of it; true while there is more. What cannot go on stays in the store. */
  const step = async (work: Work): Promise<boolean> => {
    const found = runningNow(work.live)
    const live = found instanceof Promise ? await found : found
    if (live === null) return false
    if (live !== work.live) lanes.heed(live)
    work.live = live
    if (work.first !== null) {
      work.children = await runner.runFirst({ ...work.first, live })
      work.first = null
      // Its end has taken the count back.
      counted.delete(work.deliveryId)
      ran?.(live, work.deliveryId)
    } else {
      await stepChildren(work, live)
    }
    work.failures = 0
    return (work.hasMore || work.next < work.children.length) && !stopping
  }

  const stepChildren = async (work: Work, live: Live): Promise<void> => {
    if (work.next === work.children.length) {
      work.children = await store.runs.queued({ deliveryId: work.deliveryId, limit: PAGE })
      work.next = 0
      work.hasMore = work.children.length === PAGE
    }
    const child = work.children[work.next]
    if (child === undefined) return
    if (await runner.runChild(live, child)) {
      work.children = []
      work.next = 0
      work.hasMore = false
    } else work.next++
    if (counted.delete(work.deliveryId)) await takeBack([work.deliveryId])
  }

  /** That this fails costs no more than a count too many. */
  const takeBack = (ids: Id[]): Promise<void> => store.deliveries.clearStarts(ids).catch(() => {})

  /** Runs it as far as it goes. True when the store failed it: it then rests, and stays taken. */
  const runThrough = async (work: Work): Promise<boolean> => {
    try {
      while (await step(work));
      return false
    } catch (thrown) {
      const fault = toFault(thrown)
      const again = fault.code === 'storage.failed'
      const then = again ? 'is tried again soon' : 'is taken up at the next start'
      outside.log(`A delivery could not be run; it stays accepted and ${then}.`, {
        delivery: work.deliveryId,
        code: fault.code,
        cause: String(fault.cause ?? fault.message)
      })
      if (!again || stopping) return false
      if (work.first !== null) work.first = { ...work.first, hasBegun: true }
      rest(Math.min(MOST_REST, REST * 2 ** work.failures), () => {
        lanes.push(work)
        arm()
      })
      work.failures++
      return true
    }
  }

  /** Runs what has been marked as taken. True when it rests. */
  const runTaken = async (work: Work): Promise<boolean> => {
    const resting = await runThrough(work)
    if (resting) return true
    if (counted.delete(work.deliveryId)) await takeBack([work.deliveryId])
    taken.delete(work.deliveryId)
    // Its subscription has changed while it was taken: what then looked for waiting ones has passed this one over.
    if (!work.live.current && !stopping) wake(work.live.id)
    return false
  }

  const follow = (run: Promise<unknown>): Promise<void> => {
    const followed: Promise<void> = run.then(() => {}).finally(() => underWay.delete(followed))
    underWay.add(followed)
    return followed
  }

  const pump = (): void => {
    armed = false
    while (!stopping) {
      const work = lanes.take()
      if (work === undefined) return
      follow(
        runTaken(work).then(resting => {
          lanes.leave(work, !resting)
          if (lanes.waits()) arm()
          if (behind.size > 0) fill()
        })
      )
    }
  }

  const arm = (): void => {
    if (armed) return
    armed = true
    outside.soon(pump)
  }

  const wake = (subscriptionId: Id): void => {
    behind.add(subscriptionId)
    fill()
  }

  /** Fetches more for those that are behind and have room. */
  const fill = (): void => {
    if (filling || stopping) return
    filling = true
    fillLanes().catch(thrown => {
      outside.log('Waiting deliveries could not be looked up; this is tried again soon.', {
        cause: String(thrown)
      })
      rest(REST, fill)
    })
  }

  const fillLanes = async (): Promise<void> => {
    try {
      for (const id of behind) {
        if (stopping) return
        const live = await lives.byId(id)
        if (live !== null) lanes.heed(live)
        if (live === null || !runsDeliveries(live.status)) behind.delete(id)
        else if (lanes.isLow(live.flowId, PAGE)) await queueWaiting(live)
      }
    } finally {
      filling = false
      if (lanes.waits()) arm()
    }
  }

  /** False when there is no room. */
  const queue = (work: Work): boolean => {
    if (stopping || taken.has(work.deliveryId)) return true
    if (work.order !== null && added !== null) {
      // Recovery has older ones of its order, and takes them outside of the lanes.
      heldBack.add(work.live.id)
      return true
    }
    if (!lanes.hasRoom(work.live.flowId)) return false
    taken.add(work.deliveryId)
    lanes.push(work)
    arm()
    return true
  }

  const add = (task: Task): void => {
    added?.add(task.delivery.id)
    const work = workOf(task)
    const { id } = task.live
    // The store may hold older ones of its order that were not queued yet; it is fetched behind them.
    if (work.order !== null && (behind.has(id) || fetching === id)) wake(id)
    else if (!queue(work)) behind.add(id)
  }

  const queueWaiting = async (live: Live): Promise<void> => {
    const filter = { subscriptionId: live.id, limit: PAGE }
    let after: Id | undefined
    // Taken out first: what finds no room from here on puts it back.
    behind.delete(live.id)
    fetching = live.id
    try {
      for (const spread of await store.runs.spreading({ subscriptionId: live.id })) {
        if (queue(workOf({ live, ...spread }))) continue
        behind.add(live.id)
        return
      }
      for (;;) {
        const page = await store.deliveries.waiting(after === undefined ? filter : { ...filter, after })
        for (const { delivery, arrival, hasBegun } of page) {
          if (queue(workOf({ live, delivery, arrival, hasBegun }))) continue
          behind.add(live.id)
          return
        }
        after = page.at(-1)?.delivery.id
        if (page.length < PAGE || after === undefined) return
      }
    } catch (thrown) {
      behind.add(live.id)
      throw thrown
    } finally {
      fetching = null
    }
  }

  const runSuspects = async (suspects: (Task | Spread)[]): Promise<void> => {
    const works = suspects.map(workOf).filter(work => !taken.has(work.deliveryId))
    if (stopping || works.length === 0) return
    const ids = works.map(work => work.deliveryId)
    for (const id of ids) {
      taken.add(id)
      counted.add(id)
    }
    try {
      await store.deliveries.countStarts(ids)
    } catch (thrown) {
      for (const id of ids) {
        taken.delete(id)
        counted.delete(id)
      }
      throw thrown
    }
    if (stopping) return
    const inTurn = async (turn: Work[]): Promise<void> => {
      for (const work of turn) if (!stopping) await runTaken(work)
    }
    await Promise.all(turnsOf(works).map(turn => follow(inTurn(turn))))
  }

  return {
    add,
    knows: deliveryId => added?.has(deliveryId) ?? false,
    recovered: () => {
      added = null
      for (const id of heldBack) wake(id)
      heldBack.clear()
    },
    addWaiting: wake,
    runSuspects,
    replay: task => {
      follow(
        runner.runReplay(task).then(
          children => {
            const { live, delivery } = task
            const work = workOf({ live, deliveryId: delivery.id, orderKey: null })
            if (children.length > 0 && !queue(work)) behind.add(live.id)
          },
          thrown => {
            outside.log('A replay could not be written down; it is ended at the next start.', {
              run: task.run.id,
              cause: String(thrown)
            })
          }
        )
      )
    },
    isStopping: () => stopping,
    follow,
    stop: async () => {
      stopping = true
      for (const cancel of rests) cancel()
      // An orderly stop is no crash, even when what still runs never ends.
      if (counted.size > 0) await takeBack([...counted])
      await Promise.all(underWay)
    }
  }
}

/** Works of one order together, as they came; each of no order alone. */
const turnsOf = (works: Work[]): Work[][] => {
  const turns = new Map<string, Work[]>()
  for (const work of works) {
    const order = work.order ?? work.deliveryId
    const turn = turns.get(order)
    if (turn === undefined) turns.set(order, [work])
    else turn.push(work)
  }
  return [...turns.values()]
}
