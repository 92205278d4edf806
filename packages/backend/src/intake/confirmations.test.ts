import { expect, test } from 'vitest'
import { createConfirmations } from './confirmations.ts'

/**
 * Creates the confirmations with a fake service, which answers all pending requests when the test calls
 * `answerAll`.
 */
const open = () => {
  const asked: string[] = []
  let release: (() => void)[] = []
  const confirmations = createConfirmations({
    clientFor: () => async request => {
      asked.push(request.url)
      await new Promise<void>(resolve => release.push(resolve))
      return { status: request.url.endsWith('bad') ? 404 : 200, headers: {}, body: '' }
    },
    after: () => () => {}
  })
  return {
    confirmations,
    asked,
    answerAll: () => {
      for (const go of release) go()
      release = []
    }
  }
}

const at = (path: string) => `https://sns.acme.example/${path}`

test('a request waits for a confirmation in progress, and the next one confirms again', async () => {
  const { confirmations, asked, answerAll } = open()
  const all = ['one', 'one', 'two'].map(policy => confirmations.of(policy, at('bad')))
  expect(asked).toHaveLength(1)
  answerAll()
  expect(new Set(await Promise.all(all))).toEqual(new Set(['the service responded with status 404.']))
  const again = confirmations.of('one', at('bad'))
  expect(asked).toHaveLength(2)
  answerAll()
  expect(await again).toContain('404')
})

test('each Event URL confirms a few addresses at once, independently of other Event URLs', async () => {
  const { confirmations, asked, answerAll } = open()
  const all = Array.from({ length: 20 }, (_, index) => confirmations.of('one', at(String(index))))
  expect(asked).toHaveLength(4)
  expect(all.filter(each => each === undefined)).toHaveLength(16)
  expect(confirmations.of('one', at('0'))).toBe(all[0])
  const other = confirmations.of('two', at('other'))
  expect(other).toBeDefined()
  answerAll()
  expect(await Promise.all(all.slice(0, 4))).toEqual([null, null, null, null])
  expect(await other).toBeNull()
  expect(confirmations.of('one', at('19'))).toBeDefined()
})
