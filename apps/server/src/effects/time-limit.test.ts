import { Fault } from '@hookwright/model'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openGuardedClient } from './guarded-client.ts'
import { surelyNotSent } from './surely-not-sent.ts'
import {
  type Answer,
  createUnabortedSignal,
  faultOf,
  noCredentials,
  openScene,
  requestOf,
  type Scene
} from './testing.ts'

let scene: Scene
beforeEach(async () => {
  scene = await openScene()
})
afterEach(() => scene.close())

// review: cores C5
describe('a request behind others to the same service', () => {
  const held: (() => void)[] = []
  const holding: Answer = (_, response) => {
    held.push(() => response.end('ok'))
  }
  const until = async (count: number): Promise<void> => {
    while (held.length < count) await new Promise(resolve => setImmediate(resolve))
  }

  it('gets its full timeout from the moment it has a connection', async () => {
    held.length = 0
    scene.answer = holding
    const timers: { delay: number; act: () => void }[] = []
    const client = openGuardedClient({
      outboundAllow: new Set([scene.service.origin]),
      after: (delay, act) => {
        const timer = { delay, act }
        timers.push(timer)
        return () => timers.splice(timers.indexOf(timer), 1)
      }
    })
    const send = (timeout: number) =>
      client.send(requestOf({ url: scene.service.origin, timeout }), noCredentials, createUnabortedSignal())
    const before = Array.from({ length: 32 }, () => send(30_000))
    await until(32)
    const behind = send(7_000)
    expect(timers.some(({ delay }) => delay === 7_000)).toBe(false)
    held[0]?.()
    await until(33)
    expect(timers.some(({ delay }) => delay === 7_000)).toBe(true)
    for (const release of held) release()
    expect((await behind).body).toBe('ok')
    await Promise.all(before)
    await client.close()
  })

  it('fails as not sent when no connection comes free, and as soon as it is ended from outside', async () => {
    held.length = 0
    scene.answer = holding
    const timers = new Map<() => void, number>()
    const client = openGuardedClient({
      outboundAllow: new Set([scene.service.origin]),
      after: (delay, act) => {
        timers.set(act, delay)
        return () => timers.delete(act)
      }
    })
    const send = (signal = createUnabortedSignal()) =>
      client.send(requestOf({ url: scene.service.origin, timeout: 30_000 }), noCredentials, signal)
    const before = Array.from({ length: 32 }, () => send())
    await until(32)
    const behind = faultOf(send())
    const controller = new AbortController()
    const ended = faultOf(send(controller.signal))
    controller.abort(new Fault('registration.cancelled'))
    expect(await ended).toMatchObject({ code: 'registration.cancelled' })
    for (const [act, delay] of [...timers]) if (delay === 120_000) act()
    const fault = await behind
    expect(fault).toMatchObject({ code: 'http.no-answer', details: { sent: 'no' } })
    expect(fault.message).toContain('32 connections to the service were busy for 120 seconds')
    for (const release of held) release()
    await Promise.all(before)
    expect(held).toHaveLength(32)
    await client.close()
  })
})

describe('the end of a request', () => {
  const silent: Answer = () => {}

  it('comes when its time is up, and says how long that was', async () => {
    scene.answer = silent
    const fault = await faultOf(
      scene.send({ url: `${scene.service.origin}/x?key=s3cr3t`, method: 'POST', timeout: 50 })
    )
    expect(fault).toMatchObject({
      code: 'http.timed-out',
      details: { method: 'POST', url: `${scene.service.origin}/x`, seconds: 0.05, sent: 'maybe' }
    })
    expect(surelyNotSent(fault.toData())).toBe(false)
  })

  it('comes when its time is up in the midst of the answer', async () => {
    scene.answer = (_, response) => response.write('{"begun":')
    expect(await faultOf(scene.send({ url: scene.service.origin, timeout: 50 }))).toMatchObject({
      code: 'http.timed-out'
    })
  })

  it('comes when its time is up while the name is looked up, surely not sent', async () => {
    const slow = openGuardedClient({ outboundAllow: new Set(), resolve: () => new Promise(() => {}) })
    const request = requestOf({ url: 'http://api.example.test', timeout: 50 })
    const fault = await faultOf(slow.send(request, noCredentials, createUnabortedSignal()))
    expect(fault).toMatchObject({ code: 'http.timed-out', details: { sent: 'no' } })
    expect(surelyNotSent(fault.toData())).toBe(true)
    await slow.close()
  })

  it.each([
    ['before the answer', silent],
    ['in the midst of the answer', ((_, response) => response.write('begun')) satisfies Answer]
  ])('comes at once when the signal is aborted %s, with its reason', async (_, acting) => {
    const reason = new Fault('registration.cancelled')
    const abort = new AbortController()
    scene.answer = (request, response) => {
      acting(request, response)
      response.flushHeaders()
      abort.abort(reason)
    }
    await expect(scene.send({ url: scene.service.origin }, noCredentials, abort.signal)).rejects.toBe(reason)
  })

  it('comes at once when the signal is aborted while the name is looked up', async () => {
    const abort = new AbortController()
    const slow = openGuardedClient({
      outboundAllow: new Set(),
      resolve: () => {
        abort.abort('enough')
        return new Promise(() => {})
      }
    })
    const sent = slow.send(requestOf({ url: 'http://api.example.test' }), noCredentials, abort.signal)
    await expect(sent).rejects.toBe('enough')
    await slow.close()
  })

  it('comes before anything else when the signal is aborted already', async () => {
    const sent = scene.send({ url: scene.service.origin }, noCredentials, AbortSignal.abort('enough'))
    await expect(sent).rejects.toBe('enough')
    expect(scene.service.connections()).toBe(0)
  })

  it('comes when the client is closed', async () => {
    const arrived = new Promise<void>(resolve => {
      scene.answer = () => resolve()
    })
    const sent = faultOf(scene.send({ url: scene.service.origin }))
    await arrived
    await scene.client.close()
    const fault = await sent
    expect(fault).toMatchObject({ code: 'http.no-answer', details: { sent: 'maybe' } })
    expect(fault.message).toContain('Hookwright was stopped.')
  })
})
