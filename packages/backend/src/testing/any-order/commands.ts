import { DAY, Fault, HOUR, MINUTE, type Millis, SECOND } from '@hookwright/model'
import fc from 'fast-check'
import { points } from '../../outside.ts'
import { sendTo } from '../send.ts'
import { breachesOf } from './breaches.ts'
import { type Asked, asked, manners } from './service.ts'
import { OVER_A_MINUTE, type World } from './world.ts'

/** What has to be known to say what comes next: how far the clock is from where it began, since keys are kept for days. */
export interface Plan {
  moved: Millis
}

type Act = fc.AsyncCommand<Plan, World>

const MOST_MOVED = 6 * DAY

/** Something that is done in a world, after which the invariant holds. */
const act = (name: string, run: (world: World) => Promise<void>, moves: Millis = 0): Act => ({
  check: ({ moved }) => moved + moves < MOST_MOVED,
  run: async (plan, world) => {
    plan.moved += Math.max(0, moves)
    await run(world)
    const breaches = await breachesOf(world)
    if (breaches.length > 0) throw new Error(breaches.join(' '))
  },
  toString: () => name
})

/** Sends an event to all Event URLs that the service knows, as a service with two subscriptions does. */
const send = async (world: World, key: string | null, name: string): Promise<void> => {
  for (const [at, url] of world.service.urls().entries()) {
    // Without an id, nobody can know that what comes to both is the same.
    const own = key === null ? `${name} at ${at}` : name
    await world.act(async () => {
      const headers = key === null ? [] : ['X-Id', key]
      const answer = await sendTo({ backend: world.backend() }, url, {
        text: JSON.stringify({ name: own }),
        headers
      })
      if (answer.status !== null && answer.status < 300 && answer.deliveryId !== null) {
        world.acked.push({ id: answer.deliveryId, key, name: own, sentIn: world.kills() })
      }
    })
  }
}

/** Deploys another version, and moves the flow's draft to it. */
const upgrade = async (world: World): Promise<void> => {
  const { flows, versions } = world.backend()
  const by = 'uma'
  const { id: versionId } = await versions.create({ connectorId: world.drawn.connectorId, note: '', by })
  await versions.deploy(versionId, { visible: true, note: '', by })
  const { name, description, active, saveAll, doc, draftNo } = (await flows.get(world.flowId)).flow
  const event = doc.cards.event
  if (event === undefined) throw new Error('The flow starts with an event.')
  const cards = { ...doc.cards, event: { ...event, config: { ...event.config, versionId } } }
  await flows.save(world.flowId, { name, description, active, saveAll, doc: { ...doc, cards } }, draftNo)
}

const simple = (name: string, what: (world: World) => Promise<unknown>): fc.Arbitrary<Act> =>
  fc.constant(act(name, world => world.act(() => what(world))))

/** What a person does with the flow on one page or another. */
const clicks: [name: string, what: (world: World) => Promise<unknown>][] = [
  ['turn on', world => world.backend().subscriptions.switchOn(world.flowId)],
  ['turn off', world => world.backend().subscriptions.switchOff(world.flowId)],
  ['pause', world => world.backend().subscriptions.pause(world.flowId, true)],
  ['resume', world => world.backend().subscriptions.pause(world.flowId, false)],
  ['renew', world => world.backend().subscriptions.renewNow(world.flowId)],
  ['re-register', world => world.backend().subscriptions.replace(world.flowId, 'drafted')],
  ['rotate the Event URL', world => world.backend().subscriptions.replace(world.flowId, 'kept')],
  ['cancel re-registering', world => world.backend().subscriptions.cancelReplacing(world.flowId)]
]

/** Several clicks in the same moment, in tabs that know nothing of each other. */
const clicksAtOnce: fc.Arbitrary<Act> = fc
  .array(fc.constantFrom(...clicks), { minLength: 2, maxLength: 4 })
  .map(chosen =>
    act(chosen.map(([name]) => name).join(' and '), world =>
      world.act(async () => {
        const came = await Promise.allSettled(chosen.map(([, what]) => what(world)))
        for (const one of came) {
          if (one.status === 'rejected' && !(one.reason instanceof Fault)) throw one.reason
        }
      })
    )
  )

const turnOn = simple('turn on', world => world.backend().subscriptions.switchOn(world.flowId))
const deliver = fc
  .nat(5)
  .map(number => act(`deliver e${number}`, world => send(world, `e${number}`, `e${number}`)))

/** Everything that may happen to a flow that is turned on and off, in any order; what much hangs on more often. */
export const anyAct: fc.Arbitrary<Act>[] = [
  turnOn,
  turnOn,
  turnOn,
  deliver,
  deliver,
  deliver,
  ...clicks.slice(1).map(([name, what]) => simple(name, what)),
  simple('upgrade', upgrade),
  clicksAtOnce,
  fc.constant(act('deliver without an id', world => send(world, null, `n${world.acked.length}`))),
  fc
    .tuple(fc.constantFrom<Asked>(...asked), fc.constantFrom(...manners))
    .map(([on, manner]) => act(`service ${manner} ${on}`, async world => world.service.behave(on, manner))),
  fc.constant(
    act('service answers', world =>
      world.act(async () => {
        world.service.letGo()
      })
    )
  ),
  fc
    .constantFrom(SECOND, OVER_A_MINUTE, HOUR, 19 * HOUR)
    .map(by => act(`${by / SECOND} s pass`, world => world.pass(by), by)),
  fc
    .constantFrom(-HOUR, -10 * MINUTE, 10 * MINUTE)
    .map(by => act(`clock moves ${by / SECOND} s`, async world => world.setClock(by), by)),
  fc
    .option(fc.constantFrom(...points))
    .map(point => act(`kill at ${point ?? 'once'}`, world => world.kill(point)))
]

/** Lets a world come to its end: the service takes everything, nobody is paused, and the server starts once more. */
export const bringToEnd = async (world: World): Promise<void> => {
  for (const on of asked) world.service.behave(on, 'takes')
  await world.act(async () => world.service.letGo())
  await world.pass(OVER_A_MINUTE)
  await world.pass(OVER_A_MINUTE)
  await world.act(() => world.backend().subscriptions.pause(world.flowId, false))
  await world.kill(null)
  await world.pass(OVER_A_MINUTE)
}
