import { DAY, Fault, type Flow, HOUR, MINUTE, type Millis, SECOND } from '@hookwright/model'
import fc from 'fast-check'
import { faultPoints } from '../../kernel/effects.ts'
import { changeFlow, deployNext, withCard, withTopic } from '../draw.ts'
import { sendTo } from '../send.ts'
import { breachesOf } from './breaches.ts'
import { type Asked, asked, manners } from './service.ts'
import { OVER_A_MINUTE, topics, type World } from './world.ts'

/**
 * State from which the next actions are chosen. `moved` is the time by which the clock has advanced; it is
 * limited because keys expire after days.
 */
export interface Plan {
  moved: Millis
}

type Act = fc.AsyncCommand<Plan, World>

const MOST_MOVED = 6 * DAY

/** Creates an action on a simulated installation. After the action, the subscription invariant is checked. */
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

/**
 * Sends an event to all Event URLs that the service has registered, like a service with two subscriptions.
 */
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

/** Changes the draft of the user's flow. */
const draft = (world: World, change: (doc: Flow) => Flow): Promise<void> =>
  changeFlow(world.backend(), world.flowId, change)

/** Moves the draft to the deployed version, as a user does manually. */
const moveDraft = async (world: World): Promise<void> => {
  const versionId = (await world.store().versions.deployedOf(world.drawn.connectorId))?.version.id
  if (versionId === undefined) throw new Error('One version is deployed.')
  await draft(
    world,
    withCard('event', ({ config }) => ({ config: { ...config, versionId } }))
  )
}

const simple = (name: string, what: (world: World) => Promise<unknown>): fc.Arbitrary<Act> =>
  fc.constant(act(name, world => world.act(() => what(world))))

/** Actions of a person in the user interface, by name. */
const clicks: [name: string, what: (world: World) => Promise<unknown>][] = [
  ['turn on', world => world.backend().subscriptions.switchOn(world.flowId)],
  ['turn off', world => world.backend().subscriptions.switchOff(world.flowId)],
  ['pause', world => world.backend().subscriptions.pause(world.flowId, true)],
  ['resume', world => world.backend().subscriptions.pause(world.flowId, false)],
  ['renew', world => world.backend().subscriptions.renewNow(world.flowId)],
  ['re-register', world => world.backend().subscriptions.replace(world.flowId, 'drafted')],
  ['rotate the Event URL', world => world.backend().subscriptions.replace(world.flowId, 'kept')],
  ['upgrade', world => world.backend().subscriptions.upgrades.begin([world.flowId])],
  ['apply changes', world => world.backend().subscriptions.applyChanges(world.flowId)],
  ['cancel re-registering', world => world.backend().subscriptions.cancelReplacing(world.flowId)]
]

/** Several simultaneous clicks in independent tabs. */
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

/**
 * Deployment of an edition of the connector. With the current edition, flows can move to the new version in
 * place; another edition requires a new registration.
 */
const deployed = fc
  .constantFrom(1, 2, 2)
  .map(edition =>
    act(`deploy edition ${edition}`, world =>
      world.act(() => deployNext(world.backend(), world.drawn, edition))
    )
  )

const chosen = fc
  .constantFrom(...topics)
  .map(topic => act(`choose ${topic}`, world => world.act(() => draft(world, withTopic(topic)))))

/** Changes that a user makes to the draft: another option, another card, or another version. */
const drafted: fc.Arbitrary<Act> = fc.oneof(
  chosen,
  chosen,
  fc.constantFrom('Tell', 'Say').map(title =>
    act(`call a card ${title}`, world => {
      const change = withCard('tell', () => ({ title }))
      return world.act(() => draft(world, change))
    })
  ),
  simple('move the draft', moveDraft)
)

const behave = fc
  .tuple(fc.constantFrom<Asked>(...asked), fc.constantFrom(...manners))
  .map(([on, manner]) => act(`service ${manner} ${on}`, async world => world.service.behave(on, manner)))

/** All actions that may happen to a flow, in any order. Critical actions are listed more often. */
export const anyAct: fc.Arbitrary<Act>[] = [
  turnOn,
  turnOn,
  turnOn,
  deliver,
  deliver,
  deliver,
  ...clicks.slice(1).map(([name, what]) => simple(name, what)),
  deployed,
  drafted,
  clicksAtOnce,
  fc.constant(act('deliver without an id', world => send(world, null, `n${world.acked.length}`))),
  behave,
  behave,
  fc.constant(
    act('service answers', world =>
      world.act(async () => {
        world.service.release()
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
    .option(fc.constantFrom(...faultPoints))
    .map(point => act(`kill at ${point ?? 'once'}`, world => world.kill(point)))
]

/**
 * Ends all work in a world: the service accepts everything, nothing stays paused, and the server restarts
 * once.
 */
export const bringToEnd = async (world: World): Promise<void> => {
  for (const on of asked) world.service.behave(on, 'takes')
  await world.act(async () => world.service.release())
  await world.pass(OVER_A_MINUTE)
  await world.pass(OVER_A_MINUTE)
  await world.act(() => world.backend().subscriptions.pause(world.flowId, false))
  await world.kill(null)
  await world.pass(OVER_A_MINUTE)
}
