import { expect, test } from 'vitest'
import { createChanges } from './changes.ts'

// review: cores C7
test('a listener that throws ends neither the process nor the notification of others', async () => {
  const failures: unknown[] = []
  const heard: string[] = []
  const changes = createChanges(thrown => failures.push(thrown))
  const broken = new Error('broken')
  changes.listen(() => {
    throw broken
  })
  changes.listen(({ topic }) => heard.push(topic))
  changes.notify([
    { topic: 'flows', ids: ['one'], of: [] },
    { topic: 'alerts', ids: ['two'], of: [] }
  ])
  await Promise.resolve()
  expect(heard).toEqual(['flows', 'alerts'])
  expect(failures).toEqual([broken, broken])
})
