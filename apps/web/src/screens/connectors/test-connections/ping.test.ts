import { Fault, type FaultData } from '@hookwright/model'
import { expect, test } from 'vitest'
import { pingResultOf } from './ping.ts'

const failedWith = (fault: FaultData) =>
  pingResultOf({ status: { is: 'failed', at: ['ask'], fault }, startedAt: 1, finishedAt: 3 })

const answer = { method: 'GET', url: '/me', status: 401 }

test('a refused ping shows the message of the service, and keeps the response', () => {
  const body = '{"error":"No such key."}'
  const { message: why, ...fault } = new Fault('http.status', {
    ...answer,
    body,
    said: 'No such key.'
  }).toData()
  expect(failedWith({ message: why, ...fault })).toEqual({
    ok: false,
    why,
    answer: { body, isCut: false },
    at: 3
  })
  expect(why).toBe('GET /me was answered with 401: No such key.')
})

test('a truncated response is marked as truncated', () => {
  const body = '{"error":"No such key.","help":"Ask for'
  expect(
    failedWith(new Fault('http.status', { ...answer, body, said: 'No such key.' }).toData())
  ).toMatchObject({
    answer: { body, isCut: true }
  })
})

test('a response that the message already quotes is not shown again', () => {
  expect(failedWith(new Fault('http.status', { ...answer, body: 'no' }).toData())).toMatchObject({
    why: 'GET /me was answered with 401: no',
    answer: null
  })
})

test('a successful ping has its duration', () => {
  expect(pingResultOf({ status: { is: 'succeeded' }, startedAt: 1, finishedAt: 3 })).toEqual({
    ok: true,
    took: 2,
    at: 3
  })
})
