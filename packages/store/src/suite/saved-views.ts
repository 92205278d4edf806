import type { SavedView } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import { MOST_VIEWS } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { newId } from './samples.ts'

const view = (over: Partial<SavedView> = {}): SavedView => ({
  id: newId(),
  list: 'deliveries',
  name: 'Failed today',
  search: { result: 'failed', last: 'today' },
  ...over
})

export const savedViewSuite = (open: OpenStore): void => {
  describe('saved views', () => {
    const opened = openForEachTest(open)

    it('are stored for each person and list separately, and listed by name', async () => {
      const [failed, all] = [view(), view({ name: 'All of Acme', search: {} })]
      await opened().store.savedViews.put('ann', failed)
      await opened().store.savedViews.put('ann', all)
      await opened().store.savedViews.put('ben', view())
      await opened().store.savedViews.put('ann', view({ list: 'runs' }))
      const { savedViews } = await opened().reopen()
      expect(await savedViews.list('ann', 'deliveries')).toEqual([all, failed])
      expect(await savedViews.list('cy', 'deliveries')).toEqual([])
    })

    it('are changed and removed only by their owner', async () => {
      const { savedViews } = opened().store
      const kept = view()
      await savedViews.put('ann', kept)
      const changed = { ...kept, name: 'Failed', search: { result: 'failed' } }
      await savedViews.put('ann', changed)
      await expect(savedViews.put('ben', { ...kept, name: 'Mine' })).rejects.toMatchObject({
        code: 'view.gone'
      })
      await expect(savedViews.remove('ben', kept.id)).rejects.toMatchObject({ code: 'view.gone' })
      expect(await savedViews.list('ann', 'deliveries')).toEqual([changed])
      await savedViews.remove('ann', kept.id)
      expect(await savedViews.list('ann', 'deliveries')).toEqual([])
    })

    it('have unique names, regardless of case, and a limited number', async () => {
      const { savedViews } = opened().store
      await savedViews.put('ann', view())
      await expect(savedViews.put('ann', view({ name: 'failed TODAY' }))).rejects.toMatchObject({
        code: 'view.name-taken'
      })
      for (let at = 1; at < MOST_VIEWS; at += 1) await savedViews.put('ann', view({ name: `View ${at}` }))
      await expect(savedViews.put('ann', view({ name: 'One more' }))).rejects.toMatchObject({
        code: 'views.too-many'
      })
    })
  })
}
