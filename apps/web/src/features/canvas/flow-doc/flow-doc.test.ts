import { type Card, type Edit, emptyFlow, type Flow } from '@hookwright/model'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { SAVE_AFTER, SAVE_WITHIN, type Saved } from './autosave.ts'
import { openFlowDoc } from './flow-doc.ts'
import { formatSaveState, isUnsaved } from './save-state.ts'
import type { UnsavedEdit } from './unsaved-edits.ts'

const note = (id: string): Card => ({ id, type: 'note', config: { text: '' }, inputs: {} })
const insert = (id: string): Edit => ({
  kind: 'insert',
  to: { strip: null, index: 0 },
  fragment: { strip: [id], cards: { [id]: note(id) } }
})
const rename = (title: string): Edit => ({ kind: 'rename', card: 'a', title })

/**
 * Opens a flow on a stub server with these responses, and records its requests.
 *
 * With `hangs` the browser's database never responds.
 */
const opened = (answers: Saved[] = [], database: 'answers' | 'hangs' = 'answers') => {
  const sent: { doc: Flow; baseDraft: number }[] = []
  const kept = new Map<string, UnsavedEdit>()
  const settle = (): Promise<void> =>
    database === 'answers' ? Promise.resolve() : new Promise<void>(() => undefined)
  let draftNo = 1
  const doc = openFlowDoc({
    loaded: {
      id: 'f',
      name: null,
      description: '',
      active: true,
      saveAll: true,
      doc: emptyFlow,
      draftNo,
      updatedAt: 0
    },
    send: async params => {
      sent.push(params)
      return answers.shift() ?? { is: 'saved', draftNo: ++draftNo }
    },
    kept: {
      read: async id => kept.get(id) ?? null,
      write: (id, edit) => {
        kept.set(id, edit)
        return settle()
      },
      forget: id => {
        kept.delete(id)
        return settle()
      }
    },
    clock: () => Date.now()
  })
  return { doc, sent, kept, state: () => doc.store.getState() }
}

beforeEach(() => void vi.useFakeTimers({ now: 0 }))
afterEach(() => void vi.useRealTimers())

describe('a change', () => {
  test('is saved once after a pause, on its own draft', async () => {
    const { doc, sent, state } = opened()
    doc.change('Add card', insert('a'))
    await vi.advanceTimersByTimeAsync(SAVE_AFTER - 1)
    doc.change('Rename card', rename('Note 1'))
    await vi.advanceTimersByTimeAsync(SAVE_AFTER - 1)
    expect(sent).toHaveLength(0)
    expect(isUnsaved(state().save)).toBe(true)
    await vi.advanceTimersByTimeAsync(1)
    expect(sent).toMatchObject([{ baseDraft: 1, doc: { cards: { a: { title: 'Note 1' } } } }])
    expect(state()).toMatchObject({ draftNo: 2, changes: 0, save: { is: 'saved' } })
  })

  test('is saved even when others follow without a pause', async () => {
    const { doc, sent } = opened()
    doc.change('Add card', insert('a'))
    for (let stroke = 0; stroke < 20; stroke += 1) {
      await vi.advanceTimersByTimeAsync(SAVE_AFTER / 2)
      doc.change('Rename card', rename(`Note ${stroke}`), 'a title')
    }
    expect(sent.length).toBeGreaterThanOrEqual(Math.floor((10 * SAVE_AFTER) / SAVE_WITHIN))
  })

  test('made during a save is saved after it', async () => {
    const { doc, sent, state } = opened()
    doc.change('Add card', insert('a'))
    vi.advanceTimersByTime(SAVE_AFTER)
    doc.change('Rename card', rename('Later'))
    await vi.advanceTimersByTimeAsync(0)
    expect(state()).toMatchObject({ draftNo: 2, changes: 1, save: { is: 'waiting' } })
    await vi.advanceTimersByTimeAsync(SAVE_AFTER)
    expect(sent.map(each => each.baseDraft)).toEqual([1, 2])
    expect(state()).toMatchObject({ draftNo: 3, changes: 0, save: { is: 'saved' } })
  })

  test('that is refused changes nothing and returns the reason', () => {
    const { doc, state } = opened()
    expect(doc.change('Rename card', rename('x'))).toMatch(/no longer in the flow/)
    expect(state().history.past).toEqual([])
    expect(state().changes).toBe(0)
  })

  test('can be undone, which is saved too', async () => {
    const { doc, sent, state } = opened()
    doc.change('Add card', insert('a'))
    await doc.flush()
    doc.undo()
    expect(state().history.flow).toBe(emptyFlow)
    await vi.advanceTimersByTimeAsync(SAVE_AFTER)
    expect(sent.at(-1)?.doc).toEqual(emptyFlow)
    doc.redo()
    expect(state().history.flow.strip).toEqual(['a'])
  })
})

describe('unsaved work', () => {
  test('is kept in the browser until the server has it', async () => {
    const { doc, kept } = opened()
    doc.change('Add card', insert('a'))
    await vi.advanceTimersByTimeAsync(200)
    expect(kept.get('f')).toMatchObject({ baseDraft: 1, changes: 1, doc: { strip: ['a'] } })
    await vi.advanceTimersByTimeAsync(SAVE_AFTER)
    expect(kept.size).toBe(0)
  })

  test('stays in the browser and is sent again while the server is unreachable', async () => {
    const { doc, sent, kept, state } = opened([{ is: 'offline' }, { is: 'offline' }])
    doc.change('Add card', insert('a'))
    await doc.flush()
    expect(formatSaveState(state().save, 0)).toBe('Offline – 1 unsaved change')
    expect(kept.size).toBe(1)
    await vi.advanceTimersByTimeAsync(11_000)
    expect(sent).toHaveLength(3)
    expect(state().save.is).toBe('saved')
    expect(kept.size).toBe(0)
  })

  test('does not overwrite another member’s version until the user chooses one', async () => {
    const { doc, sent, kept, state } = opened([{ is: 'stale' }])
    doc.change('Add card', insert('a'))
    await doc.flush()
    doc.change('Rename card', rename('x'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(sent).toHaveLength(1)
    expect(state().save).toEqual({ is: 'stale' })
    expect(kept.get('f')?.doc.cards.a?.title).toBe('x')
  })

  test('refused by the server shows the reason and is sent again with the next change', async () => {
    const { doc, sent, state } = opened([{ is: 'refused', why: 'No.' }])
    doc.change('Add card', insert('a'))
    await doc.flush()
    expect(state().save).toEqual({ is: 'refused', why: 'No.', changes: 1 })
    doc.change('Rename card', rename('x'))
    await vi.advanceTimersByTimeAsync(SAVE_AFTER)
    expect(sent).toHaveLength(2)
    expect(state().save.is).toBe('saved')
  })
})

describe('a browser database that never answers', () => {
  test('does not delay a change made after a save', async () => {
    const { doc, sent, state } = opened([], 'hangs')
    doc.change('Add card', insert('a'))
    await vi.advanceTimersByTimeAsync(SAVE_AFTER)
    expect(state().save.is).toBe('saved')
    doc.change('Rename card', rename('Later'))
    await vi.advanceTimersByTimeAsync(SAVE_AFTER)
    expect(sent.at(-1)?.doc.cards.a?.title).toBe('Later')
    expect(state()).toMatchObject({ draftNo: 3, changes: 0, save: { is: 'saved' } })
  })

  test.each([[{ is: 'refused', why: 'No.' } as const], [{ is: 'offline' } as const]])(
    'does not delay a change made after a save that was %j',
    async answer => {
      const { doc, sent, state } = opened([answer], 'hangs')
      doc.change('Add card', insert('a'))
      await vi.advanceTimersByTimeAsync(SAVE_AFTER)
      expect(state().save.is).toBe(answer.is)
      doc.change('Rename card', rename('Later'))
      await vi.advanceTimersByTimeAsync(SAVE_AFTER)
      expect(sent.at(-1)?.doc.cards.a?.title).toBe('Later')
      expect(state().save.is).toBe('saved')
    }
  )

  test('does not delay a change made on another member’s version', async () => {
    const { doc, sent, state } = opened([{ is: 'stale' }], 'hangs')
    doc.change('Add card', insert('b'))
    await vi.advanceTimersByTimeAsync(SAVE_AFTER)
    const theirs: Flow = { ...emptyFlow, strip: ['a'], cards: { a: note('a') } }
    doc.take('Take their version', { ...state().about, id: 'f', doc: theirs, draftNo: 5, updatedAt: 5 })
    doc.change('Rename card', rename('Later'))
    await vi.advanceTimersByTimeAsync(SAVE_AFTER)
    expect(sent.at(-1)).toMatchObject({ baseDraft: 5, doc: { cards: { a: { title: 'Later' } } } })
    expect(state().save.is).toBe('saved')
  })

  test('does not delay a flush', async () => {
    const { doc, sent, state } = opened([], 'hangs')
    doc.change('Add card', insert('a'))
    const flushed = vi.fn()
    void doc.flush().then(flushed)
    await vi.advanceTimersByTimeAsync(0)
    expect(flushed).toHaveBeenCalled()
    expect(sent).toHaveLength(1)
    expect(state().save.is).toBe('saved')
  })
})

test('taking their version shows their draft, and undo restores mine', async () => {
  const { doc, kept, state } = opened([{ is: 'stale' }])
  doc.change('Add card', insert('a'))
  await doc.flush()
  const theirs: Flow = { ...emptyFlow, strip: ['b'], cards: { b: note('b') } }
  const row = { ...state().about, id: 'f', doc: theirs, draftNo: 2, updatedAt: 5, ownerId: 'someone' }
  doc.take('Take their version', row)
  expect(Object.keys(state().about).sort()).toEqual(['active', 'description', 'name', 'saveAll'])
  await vi.advanceTimersByTimeAsync(0)
  expect(state()).toMatchObject({ draftNo: 2, changes: 0, save: { is: 'saved', at: 5 } })
  expect(kept.size).toBe(0)
  doc.undo()
  expect(state().history.flow.strip).toEqual(['a'])
})

describe('the state of a save', () => {
  test.each([
    [{ is: 'saved', at: 0 } as const, 12_000, 'Saved 12 s ago'],
    [{ is: 'saved', at: 0 } as const, 1_000, 'Saved just now'],
    [{ is: 'saved', at: 0 } as const, 180_000, 'Saved 3 min ago'],
    [{ is: 'saving' } as const, 0, 'Saving…'],
    [{ is: 'offline', changes: 3 } as const, 0, 'Offline – 3 unsaved changes']
  ])('%j', (state, now, words) => {
    expect(formatSaveState(state, now)).toBe(words)
  })
})
