import { Fault } from '@hookwright/model'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openGuardedClient } from './guarded-client.ts'
import { surelyNotSent } from './surely-not-sent.ts'
import {
  type Answer,
  faultOf,
  noCredentials,
  openScene,
  requestOf,
  type Scene,
  unaborted
} from './testing.ts'

let scene: Scene
beforeEach(async () => {
  scene = await openScene()
})
afterEach(() => scene.close())

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
    const fault = await faultOf(slow.send(request, noCredentials, unaborted()))
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
    expect(fault.message).toContain('Hookwright was stopped meanwhile.')
  })
})
