import { activateUsersFlow } from '../../fixtures/active-flow.ts'
import { loadSample } from '../../fixtures/api.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowsPage } from '../../pages/flows-page.ts'

const name = 'Welcome new joiners'

test('a deleted flow is restored from the recycle bin, and an earlier draft from its history', {
  tag: '@full'
}, async ({ api, page }) => {
  await loadSample(api)
  const flows = flowsPage(page)
  await flows.open()
  await flows.menu(name, 'Delete')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText(`“${name}” was moved to the recycle bin.`).first()).toBeVisible()
  await page.goto('/settings/recycle-bin')
  const bin = page.getByRole('list', { name: 'Recycle bin' })
  await expect(bin.getByRole('listitem')).toContainText(['30 days left'])
  await expectAccessible(page)
  await bin.getByRole('button', { name: `Restore ${name}` }).click()
  await expect(page.getByRole('heading', { name: 'The recycle bin is empty' })).toBeVisible()

  const { rows } = await api.query<{ rows: { id: string }[] }>('flows.summaries')
  const flowId = rows[0]?.id ?? ''
  const { flow } = await api.query<{ flow: { doc: object; draftNo: number } }>('flows.get', { flowId })
  const note = { id: 'words', type: 'note', config: { text: 'Ask Bea first.' }, inputs: {} }
  const doc = flow.doc as { strip: string[]; cards: Record<string, object> }
  await api.mutate('flows.save', {
    ...{ flowId, baseDraft: flow.draftNo, name, description: '', active: true, saveAll: true },
    doc: { ...doc, strip: [...doc.strip, 'words'], cards: { ...doc.cards, words: note } }
  })
  await page.goto(`/flows/${flowId}`)
  await page.getByRole('button', { name: 'History', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Change history' }).click()
  const states = page.getByRole('list', { name: 'States of the flow' }).getByRole('link')
  await expect(states).toHaveText([/^Current draft.*Added “Note”/, /^Draft/])
  await expect(page.getByRole('region', { name: 'Changes' })).toContainText('Added')
  await expectAccessible(page)
  await states.nth(1).click()
  await page.getByRole('button', { name: 'Restore' }).click()
  await expect(page).toHaveURL(new RegExp(`/flows/${flowId}$`))
  const wordsOf = async () =>
    (await api.query<{ flow: { doc: { strip: string[] } } }>('flows.get', { flowId })).flow.doc.strip
  await expect.poll(wordsOf).toEqual(doc.strip)
  await page.getByRole('button', { name: 'Undo restore a draft' }).click()
  await expect.poll(wordsOf).toEqual([...doc.strip, 'words'])
})

test('a connector whose name was taken meanwhile is restored under another one', { tag: '@long' }, async ({
  api,
  page
}) => {
  const { id } = await api.mutate<{ id: string }>('connectors.create', { name: 'Acme HR' })
  await api.mutate('connectors.remove', { connectorId: id })
  await api.mutate('connectors.create', { name: 'Acme HR' })
  await page.goto('/settings/recycle-bin')
  await page.getByRole('button', { name: 'Restore Acme HR' }).click()
  const question = page.getByRole('dialog', { name: 'Name already in use' })
  await expect(question.getByRole('textbox', { name: 'Name' })).toHaveValue('Acme HR 2')
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'The recycle bin is empty' })).toBeVisible()
  await page.goto(`/connectors/${id}/overview`)
  await expect(page.getByRole('heading', { name: 'Acme HR 2' })).toBeVisible()
})

test('a connector is not deleted while a flow that is on uses it, which is named with a link', {
  tag: '@full'
}, async ({ api, page, installation }) => {
  const { connectorId, flowId } = await activateUsersFlow(api, installation.practice, { name: 'Welcome' })
  await page.goto(`/connectors/${connectorId}/overview`)
  await page.getByRole('button', { name: 'More for Acme HR' }).click()
  await page.getByRole('menuitem', { name: 'Delete connector' }).click()
  const dialog = page.getByRole('dialog', { name: '“Acme HR” was not deleted' })
  await expect(dialog).toContainText('Turn them off first, then delete the connector.')
  await expectAccessible(page)
  await dialog.getByRole('link', { name: 'Welcome' }).click()
  await expect(page).toHaveURL(new RegExp(`/flows/${flowId}$`))
})
