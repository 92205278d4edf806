import { emptyFlow } from '@hookwright/model'
import { expect, test } from 'vitest'
import type { CanvasToast } from '../canvas.ts'
import { catalogOf } from '../catalog-of.ts'
import type { Saved } from '../flow-doc/autosave.ts'
import { openCanvas } from '../open-canvas.ts'
import { saveNow } from './save-now.ts'

/** Saves a changed flow on a server that returns this response. Returns the toasts. */
const saidOn = async (answer: Saved): Promise<CanvasToast[]> => {
  const said: CanvasToast[] = []
  const canvas = openCanvas({
    loaded: {
      id: 'f',
      name: 'Greet',
      description: '',
      active: true,
      saveAll: true,
      doc: emptyFlow,
      draftNo: 1,
      updatedAt: 0
    },
    catalog: catalogOf({ connectionFields: [], signatures: [] }),
    send: async () => answer,
    kept: { read: async () => null, write: async () => {}, forget: async () => {} },
    clock: () => 0,
    storage: { getItem: () => null, setItem: () => {} },
    newId: () => 'c1',
    toast: toast => void said.push(toast),
    asList: false
  })
  canvas.doc.describe({ description: 'Says hello' })
  await saveNow(canvas)
  canvas.doc.close()
  return said
}

test('saving by hand reports “saved” only after the server has confirmed it', async () => {
  expect(await saidOn({ is: 'saved', draftNo: 2 })).toEqual([{ say: 'Saved.' }])
  expect(await saidOn({ is: 'offline' })).toEqual([
    {
      say: 'Not saved: the server cannot be reached. Your changes are kept in this browser and saved automatically later.',
      tone: 'err'
    }
  ])
  expect(await saidOn({ is: 'refused', why: 'The flow is too large.' })).toEqual([
    { say: 'Not saved: The flow is too large. Your changes are kept in this browser.', tone: 'err' }
  ])
  expect(await saidOn({ is: 'stale' })).toEqual([
    {
      say: 'Not saved: this flow was changed in another tab or by someone else. Choose a version first.',
      tone: 'err'
    }
  ])
})
