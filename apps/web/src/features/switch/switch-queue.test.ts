import { expect, test } from 'vitest'
import { createSwitchQueue } from './switch-queue.ts'

/** Opens the queue of a switch. Each request stays pending until the test resolves it. */
const openSwitch = () => {
  const asked: string[] = []
  const told: (string | null)[] = []
  const held = new Map<string, (value: boolean) => void>()
  const hold = (what: string): Promise<boolean> => {
    asked.push(what)
    return new Promise(resolve => held.set(what, resolve))
  }
  const queue = createSwitchQueue({
    beforeOn: () => hold('save'),
    turnOn: async () => void (await hold('on')),
    turnOff: async () => void (await hold('off')),
    notify: wish => void told.push(wish)
  })
  const answer = async (what: string, value = true): Promise<void> => {
    held.get(what)?.(value)
    await new Promise(resolve => setTimeout(resolve))
  }
  return { ...queue, asked, told, answer }
}

test('turning on is requested after the draft is saved, and is shown until it is answered', async () => {
  const flow = openSwitch()
  flow.want('on')
  await flow.answer('save')
  await flow.answer('on')
  expect(flow.asked).toEqual(['save', 'on'])
  expect(flow.told).toEqual(['on', null])
})

test('turning off during the save cancels the request to turn on', async () => {
  const flow = openSwitch()
  flow.want('on')
  flow.want('off')
  await flow.answer('save')
  expect(flow.asked).toEqual(['save'])
  expect(flow.told).toEqual(['on', 'off', null])
})

test('turning off while turning on is in progress is requested after its answer', async () => {
  const flow = openSwitch()
  flow.want('on')
  await flow.answer('save')
  flow.want('off')
  expect(flow.asked).toEqual(['save', 'on'])
  await flow.answer('on')
  expect(flow.asked).toEqual(['save', 'on', 'off'])
  await flow.answer('off')
  expect(flow.told).toEqual(['on', 'off', null])
})

test('turning on again after turning off is requested after it', async () => {
  const flow = openSwitch()
  flow.want('off')
  flow.want('on')
  await flow.answer('off')
  await flow.answer('save')
  await flow.answer('on')
  expect(flow.asked).toEqual(['off', 'save', 'on'])
  expect(flow.told.at(-1)).toBeNull()
})

test('a draft that cannot be saved leaves the flow off', async () => {
  const flow = openSwitch()
  flow.want('on')
  await flow.answer('save', false)
  expect(flow.asked).toEqual(['save'])
  expect(flow.told).toEqual(['on', null])
})
