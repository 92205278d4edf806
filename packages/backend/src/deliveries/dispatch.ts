import { Fault, type Id, type Millis, runsDeliveries, toFault } from '@hookwright/model'
import type { DueRun, Store } from '@hookwright/store'
import type { Outside } from '../outside.ts'
import { createLanes } from './lanes.ts'
import type { Live, Lives } from './lives.ts'
import { type Came, createDeliveryRunner, type ReplayTask, type Task } from './run-delivery.ts'
import { createWakes } from './wakes.ts'
import { orderOf, type Spread, type Woken, type Work, workOf } from './work.ts'

/** Turning accepted deliveries into runs. */
export interface Dispatch {
  /** Queues one for its first run; one that is queued or running already is left alone. */
  add: (task: Task) => void
  /** True for a delivery that `add` was told of, until recovery has ended: recovery leaves it and its records alone. */
  knows: (deliveryId: Id) => boolean
  /**
   * Said when recovery begins: learns in which orders a run keeps its turn, and wakes runs that become due after this
   * time; those that were due before are recovery's.
   */
  begin: (startedAt: Millis) => Promise<void>
  /** Said when recovery has ended. */
  recovered: () => void
  /**
   * Queues all that wait for a subscription, if it runs what comes to it, as far as there is room, and the others as there
   * comes to be. An ordered delivery that is added from now on comes behind them.
   */
  addWaiting: (subscriptionId: Id) => void
  /** Lets a run that waits or is parked go on now. Throws `run.gone`, `run.not-set-aside`, `run.going-on`. */
  goOn: (runId: Id) => Promise<void>
  /** Runs that a service held back are tried again now. */
  wakeHeld: () => void
  /** Ends a run that waits or is parked. Throws `run.gone`, `run.not-set-aside`, `run.going-on`. */
  cancel: (runId: Id) => Promise<void>
  /** Ends all runs of a flow that wait or are parked; one that is going on right now ends by itself, or waits again. */
  cancelOf: (flowId: Id) => Promise<void>
  /**
   * Counts a start of each, then runs them side by side, those of one order and children of one delivery in turn. Resolves when their runs
   * are written or left to a later try. What ends, or is stopped in good order, has its starts taken back.
   */
  runSuspects: (suspects: (Task | Spread | Woken)[]) => Promise<void>
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
  const runner = createDeliveryRunner({
    ...given,
    isStopping: () => stopping,
    hasBegun: until => wakes.expect(until)
  })
  const lanes = createLanes<Work>({ limits, share: SHARE })
  const taken = new Set<string>()
  /** Suspects whose start is counted. */
  const counted = new Map<string, Work>()
  /** Orders in which a run that waits keeps its turn: what comes to them waits in the store. */
  const held = new Set<string>()
  /** By delivery: what runs its records one after the other, and the one that is under way. */
  const spreading = new Map<Id, { work: Work; child: Id }>()
  /** Runs that waited and are under way. */
  const goingOn = new Set<Id>()
  /** Subscriptions with deliveries that found no room. */
  const behind = new Set<Id>()
  /** Those whose waiting ones are being fetched. */
  let fetching: Id | null = null
  /** Subscriptions with ordered deliveries that wait for the end of recovery. */
  const heldBack = new Set<Id>()
  const underWay = new Set<Promise<void>>()
  /** Ends the rests. */
  const rests = new Set<() => void>()
  /** True when a run is due that found no room. */
  let isCrowded = false
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

  /** One step of it. What cannot go on stays in the store. */
  const step = async (work: Work): Promise<'more' | 'ended' | 'holds'> => {
    // What is asked for is run whatever its subscription runs.
    if (work.replay !== null) return runReplay(work.replay)
    const found = runningNow(work.live)
    const live = found instanceof Promise ? await found : found
    if (live === null) return 'ended'
    if (live !== work.live) lanes.heed(live)
    work.live = live
    if (work.woken !== null) return wakeUp(work.woken, live)
    const came = work.first === null ? await stepChildren(work, live) : await runFirst(work, work.first, live)
    work.failures = 0
    if (came?.is === 'waiting' && work.order !== null) return 'holds'
    return (work.hasMore || work.next < work.children.length) && !stopping ? 'more' : 'ended'
  }

  const runFirst = async (work: Work, first: Task, live: Live): Promise<Came> => {
    const came = await runner.runFirst({ ...first, live })
    if (came.is === 'ended') work.children = came.children
    work.first = null
    // Its end has taken the count back.
    counted.delete(work.key)
    ran?.(live, work.deliveryId)
    return hold(work, came)
  }

  const stepChildren = async (work: Work, live: Live): Promise<Came | null> => {
    if (work.next === work.children.length) {
      work.children = await store.runs.queued({ deliveryId: work.deliveryId, limit: PAGE })
      work.next = 0
      work.hasMore = work.children.length === PAGE
    }
    const child = work.children[work.next]
    if (child === undefined) return null
    spreading.set(work.deliveryId, { work, child: child.run.id })
    const came = await runner.runChild(live, child, work.orderKey)
    spreading.delete(work.deliveryId)
    if (came.is === 'ended' && came.stopsRest) forgetChildren(work)
    // They are forgotten, too, when another record of the delivery has stopped the rest meanwhile.
    else if (work.children.length > 0) work.next++
    if (counted.delete(work.key)) await takeBack([work])
    return hold(work, came)
  }

  /** The rest of a delivery's records is not run any more. */
  const forgetChildren = (work: Work): void => {
    work.children = []
    work.next = 0
    work.hasMore = false
  }

  /** A run that waits keeps its turn in its order; one of no order lets the others pass. */
  const hold = (work: Work, came: Came): Came => {
    if (came.is !== 'waiting') return came
    if (work.order !== null) held.add(work.order)
    wakes.expect(came.until)
    return came
  }

  const wakeUp = async (due: DueRun, live: Live): Promise<'ended'> => {
    goingOn.add(due.id)
    try {
      const underWay = () => {
        const child = spreading.get(due.deliveryId)?.child
        return child === undefined ? [] : [child]
      }
      const came = await runner.runWoken(live, due, underWay)
      const spread = spreading.get(due.deliveryId)
      if (came.is === 'ended' && came.stopsRest && spread !== undefined) forgetChildren(spread.work)
      counted.delete(workOf({ live, due }).key)
      if (came.is === 'waiting') wakes.expect(came.until)
      else await giveTurnBack(live.flowId, due.orderKey, () => queueChildren(live, due, came))
      return 'ended'
    } finally {
      goingOn.delete(due.id)
    }
  }

  const runReplay = async (replay: ReplayTask): Promise<'ended'> => {
    const { live, delivery, run } = replay
    try {
      const came = await runner.runReplay(replay)
      if (came.is === 'waiting') wakes.expect(came.until)
      queueChildren(live, { deliveryId: delivery.id, orderKey: null }, came)
    } catch (thrown) {
      outside.log('A replay could not be written down; it is ended at the next start.', {
        run: run.id,
        cause: String(thrown)
      })
    }
    return 'ended'
  }

  const queueChildren = (
    live: Live,
    { deliveryId, orderKey }: Pick<DueRun, 'deliveryId' | 'orderKey'>,
    came: Came
  ) => {
    if (came.is !== 'ended' || came.children.length === 0) return
    if (!queue(workOf({ live, deliveryId, orderKey }))) behind.add(live.id)
  }

  /** The run that kept it keeps it no longer: `first` has the turn, then what waits in the store. */
  const giveTurnBack = async (flowId: Id, orderKey: string | null, first: () => void): Promise<void> => {
    const order = orderOf(flowId, orderKey)
    // What came to the order meanwhile may have come to any subscription of the flow.
    const found = order === null ? [] : await store.subscriptions.list(flowId).catch(() => [])
    if (order !== null) held.delete(order)
    first()
    for (const { id } of found) wake(id)
  }

  /** That this fails costs no more than a count too many. */
  const takeBack = async (works: Work[]): Promise<void> => {
    const woken = works.flatMap(work => work.woken?.id ?? [])
    const others = works.flatMap(work => (work.woken === null ? work.deliveryId : []))
    if (others.length > 0) await store.deliveries.clearStarts(others).catch(() => {})
    if (woken.length > 0) await store.waits.clearStarts(woken).catch(() => {})
  }

  /** Runs it as far as it goes; it rests when the store failed it, and then stays taken. */
  const runThrough = async (work: Work): Promise<'ended' | 'holds' | 'rests' | 'is-left'> => {
    try {
      for (;;) {
        const came = await step(work)
        if (came !== 'more') return came
      }
    } catch (thrown) {
      const fault = toFault(thrown)
      const again = fault.code === 'storage.failed'
      const then = again ? 'is tried again soon' : 'is taken up at the next start'
      outside.log(`A delivery could not be run; it stays accepted and ${then}.`, {
        delivery: work.deliveryId,
        code: fault.code,
        cause: String(fault.cause ?? fault.message)
      })
      if (!again || stopping) return 'is-left'
      if (work.first !== null) work.first = { ...work.first, hasBegun: true }
      rest(Math.min(MOST_REST, REST * 2 ** work.failures), () => {
        lanes.push(work)
        arm()
      })
      work.failures++
      return 'rests'
    }
  }

  /** Runs what has been marked as taken. */
  const runTaken = async (work: Work): Promise<'ended' | 'holds' | 'rests'> => {
    const came = await runThrough(work)
    if (came === 'rests') return came
    if (counted.delete(work.key)) await takeBack([work])
    // What is due and cannot be run stays taken, or it would be looked up and taken over and over.
    if (came !== 'is-left' || work.woken === null) taken.delete(work.key)
    // Its subscription has changed while it was taken: what then looked for waiting ones has passed this one over.
    if (!work.live.current && !stopping) {
      wake(work.live.id)
      wakes.look()
    }
    return came === 'holds' ? came : 'ended'
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
        runTaken(work).then(came => {
          if (came === 'holds') for (const one of lanes.setAside(work)) taken.delete(one.key)
          else lanes.leave(work, came === 'ended')
          if (lanes.waits()) arm()
          if (behind.size > 0) fill()
          if (isCrowded) {
            isCrowded = false
            wakes.look()
          }
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

  /** A subscription has another status, or may have. */
  const moved = (subscriptionId: Id): void => {
    wake(subscriptionId)
    store.waits.follow(subscriptionId).then(wakes.look, thrown => {
      outside.log('Runs that wait could not be looked up; this is tried again soon.', {
        cause: String(thrown)
      })
      rest(REST, () => moved(subscriptionId))
    })
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
    if (stopping || taken.has(work.key)) return true
    if (work.order !== null && held.has(work.order)) return true
    if ((work.order !== null || work.live.atOnce !== null) && added !== null) {
      // Recovery has older ones of its order, or as many as may run at once, and takes them outside of the lanes.
      heldBack.add(work.live.id)
      return true
    }
    if (!lanes.hasRoom(work.live.flowId)) return false
    taken.add(work.key)
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

  const takeDue = async (due: DueRun): Promise<boolean> => {
    const live = await lives.byId(due.subscriptionId)
    if (live === null || queue(workOf({ live, due }))) return true
    isCrowded = true
    return false
  }

  const wakes = createWakes({ store, outside, take: takeDue })

  const countStarts = async (works: Work[]): Promise<void> => {
    const woken = works.flatMap(work => work.woken?.id ?? [])
    const others = works.flatMap(work => (work.woken === null ? work.deliveryId : []))
    if (others.length > 0) await store.deliveries.countStarts(others)
    if (woken.length > 0) await store.waits.countStarts(woken)
  }

  const letGo = (works: Work[]): void => {
    for (const { key } of works) {
      taken.delete(key)
      counted.delete(key)
    }
  }

  const cancel = async (runId: Id): Promise<void> => {
    const run = await store.runs.find(runId)
    const live = run?.subscriptionId ? await lives.byId(run.subscriptionId) : null
    if (run === null) throw new Fault('run.gone')
    if (live === null) throw new Fault('run.not-set-aside')
    if (goingOn.has(runId)) throw new Fault('run.going-on')
    const { flowId, orderKey } = await runner.cancel(live, run)
    await giveTurnBack(flowId, orderKey, () => {})
  }

  const wakeHeld = (): void => {
    const now = outside.clock()
    store.waits.wakeHeld(now).then(
      () => wakes.expect(now),
      thrown => {
        outside.log('Runs that a service held back could not be woken; they go on at their time.', {
          cause: String(thrown)
        })
      }
    )
  }

  const runSuspects = async (suspects: (Task | Spread | Woken)[]): Promise<void> => {
    const works = suspects
      .map(workOf)
      .filter(work => !taken.has(work.key) && (work.order === null || !held.has(work.order)))
    if (stopping || works.length === 0) return
    for (const work of works) {
      taken.add(work.key)
      counted.set(work.key, work)
    }
    try {
      await countStarts(works)
    } catch (thrown) {
      letGo(works)
      throw thrown
    }
    if (stopping) return
    const inTurn = async (turn: Work[]): Promise<void> => {
      for (const [at, work] of turn.entries()) {
        // One behind a run that keeps its turn was let go.
        if (stopping || !taken.has(work.key)) continue
        if ((await runTaken(work)) !== 'holds') continue
        const others = turn.slice(at + 1).filter(({ order }) => order === work.order)
        letGo(others)
        await takeBack(others)
      }
    }
    await Promise.all(turnsOf(works).map(turn => follow(inTurn(turn))))
  }

  return {
    add,
    knows: deliveryId => added?.has(deliveryId) ?? false,
    begin: async startedAt => {
      await store.waits.follow(null)
      for (const { flowId, orderKey } of await store.waits.orders()) {
        const order = orderOf(flowId, orderKey)
        if (order !== null) held.add(order)
      }
      wakes.begin(startedAt)
    },
    recovered: () => {
      added = null
      wakes.recovered()
      for (const id of heldBack) wake(id)
      heldBack.clear()
    },
    addWaiting: moved,
    goOn: async runId => {
      if (goingOn.has(runId)) throw new Fault('run.going-on')
      const now = outside.clock()
      await store.waits.goOn(runId, now)
      wakes.expect(now)
    },
    wakeHeld: () => {
      wakeHeld()
      // Those that were just being held back are written down by then.
      rest(REST, wakeHeld)
    },
    cancel,
    cancelOf: async flowId => {
      for (const id of await store.waits.ofFlow(flowId)) {
        await cancel(id).catch(thrown => {
          if (!isOver(thrown)) throw thrown
        })
      }
    },
    runSuspects,
    replay: replay => {
      // Its row is there, so that it takes its place in memory, however many wait there.
      const work = workOf({ live: replay.live, replay })
      taken.add(work.key)
      lanes.push(work)
      arm()
    },
    isStopping: () => stopping,
    follow,
    stop: async () => {
      stopping = true
      wakes.stop()
      for (const cancel of rests) cancel()
      // An orderly stop is no crash, even when what still runs never ends.
      if (counted.size > 0) await takeBack([...counted.values()])
      await Promise.all(underWay)
    }
  }
}

/** Whether a run does not wait any more, or not yet again. */
const isOver = (thrown: unknown): boolean =>
  thrown instanceof Fault && (thrown.code === 'run.not-set-aside' || thrown.code === 'run.going-on')

/**
 * Works of one order together, as they came, and each of no order alone; of a flow that asks for so many runs at once they
 * share as many turns.
 */
const turnsOf = (works: Work[]): Work[][] => {
  const turns = new Map<string, Work[]>()
  const sharing = new Map<Id, Map<string, number>>()
  for (const work of works) {
    const { flowId, atOnce } = work.live
    const together = work.order ?? work.key
    const known = sharing.get(flowId) ?? new Map<string, number>()
    sharing.set(flowId, known)
    const place = known.get(together) ?? known.size
    known.set(together, place)
    const name = atOnce === null ? together : `${flowId} ${place % atOnce}`
    const turn = turns.get(name)
    if (turn === undefined) turns.set(name, [work])
    else turn.push(work)
  }
  return [...turns.values()]
}
