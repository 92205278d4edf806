import { type Authentication, type Flow, literal, one, pill, text } from '@hookwright/model'
import type { Page } from '@playwright/test'
import { makeAcme } from '../../fixtures/acme.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { deployDraft } from '../../fixtures/greeting.ts'
import { apiOf } from '../../fixtures/sharing.ts'
import { signInAs } from '../../fixtures/sign-in-as.ts'
import { expect, test } from '../../fixtures/test.ts'
import { card, flowOf, textField } from '../../pages/flow-docs.ts'
import { newUserFlow, userFlowPage } from '../../pages/user-flow.ts'

const ACTION = 'Assign an item'

/** Ids of a connection's fields, by label. */
type FieldIds = Record<string, string>

const pillOf = (ids: FieldIds, label: string) => pill('start', `connection.${ids[label]}`)

/**
 * Returns a helper flow that composes the text for an item's label, such as “Office Berlin”, from the
 * connection's field “Office”.
 */
const nameLabel = (ids: FieldIds): Flow =>
  flowOf(
    card('start', 'helper-flow', { config: { inputs: [] } }),
    card('words', 'compose', { inputs: { text: text('Office ', pillOf(ids, 'Office')) } }),
    card('return', 'return', {
      config: { fields: [textField('name', 'Name')] },
      inputs: { name: pill('words', 'output') }
    })
  )

/** Action that assigns an item to a person. The item and its label come from the connection's fields. */
const assignItem = (ids: FieldIds): Flow =>
  flowOf(
    card('start', 'action', { config: { options: [], groups: [] } }),
    card('body', 'object-construct', {
      config: {
        keys: ['personId', 'item', 'name'].map(key => ({ id: key, key, dataType: one('text') }))
      },
      inputs: {
        personId: literal('usr_0123456789ab'),
        item: pillOf(ids, 'Item'),
        name: pillOf(ids, 'Label')
      }
    }),
    card('post', 'raw-request', {
      title: 'Assign',
      config: { method: 'POST' },
      inputs: { url: literal('/equipment'), body: pill('body', 'output') }
    }),
    card('return', 'return-outputs', {
      config: { groups: [{ id: 'item', name: 'Item', fields: [textField('tag', 'Tag')] }], runMode: false },
      inputs: { tag: pill('post', 'json', ['tag']) }
    })
  )

/** Adds a field to the authentication of the open connector. */
const addField = async (page: Page, label: string) => {
  await page.getByRole('button', { name: 'Add field' }).click()
  await page.getByRole('group', { name: 'Field this field' }).getByLabel('Label').fill(label)
  const field = page.getByRole('group', { name: `Field ${label}` })
  return {
    field,
    takeFrom: async (source: string): Promise<void> => {
      await field.getByRole('combobox', { name: 'Value', exact: true }).click()
      await page.getByRole('option', { name: source }).click()
    }
  }
}

const save = async (page: Page): Promise<void> => {
  const saved = page.waitForResponse(response => response.url().includes('connectors.authenticate'))
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  expect((await saved).ok()).toBe(true)
}

test('[row 11a, 11b] a maker defines configuration values, a user enters one, and requests carry all of them', {
  tag: '@long'
}, async ({ api, page, visitor, installation: { url, practice } }) => {
  const connectorId = await makeAcme(api, practice)
  const idsOf = async (): Promise<FieldIds> => {
    const { authentication } = await api.query<{ authentication: Authentication }>('connectors.get', {
      connectorId
    })
    return Object.fromEntries(authentication.fields.map(({ id, label }) => [label, id]))
  }
  await page.goto(`/connectors/${connectorId}/settings`)
  const office = await addField(page, 'Office')
  await office.field.getByRole('checkbox', { name: 'Required' }).check()
  const item = await addField(page, 'Item')
  await item.takeFrom('Fixed value')
  await item.field.getByLabel('Fixed value').fill('laptop')
  const preview = page.getByRole('region', { name: 'New connection preview' })
  await expect(preview.getByLabel('Item')).toHaveValue('laptop')
  await save(page)

  const helper = { connectorId, name: 'Name of the label', doc: nameLabel(await idsOf()) }
  await api.mutate('makerFlows.create', helper)
  await page.reload()
  const label = await addField(page, 'Label')
  await label.takeFrom('From a helper flow')
  await label.field.getByRole('combobox', { name: /^Helper flow/ }).click()
  await page.getByRole('option', { name: 'Name of the label' }).click()
  await label.field.getByRole('checkbox', { name: 'Show in the connection form' }).uncheck()
  await expect(preview.getByLabel('Label')).toHaveCount(0)
  await expectAccessible(page)
  await save(page)
  await api.mutate('makerFlows.create', { connectorId, name: ACTION, doc: assignItem(await idsOf()) })
  await deployDraft(api, connectorId)

  await signInAs(api, visitor, { role: 'user', path: '/flows' })
  await expect(visitor.getByRole('heading', { name: 'No flows yet' })).toBeVisible()
  const start = card('start', 'manual-start', { config: { inputs: [], shared: false, atOnce: 'any' } })
  const flowId = await newUserFlow(await apiOf(visitor, url), { name: 'Equip', doc: flowOf(start) })
  await visitor.goto(`/flows/${flowId}`)
  const flow = userFlowPage(visitor)
  await flow.openCards()
  await visitor.getByRole('combobox', { name: 'Search cards' }).fill(ACTION)
  // Actions of connectors are listed as soon as they are loaded.
  await expect(visitor.getByRole('option', { name: ACTION })).toBeVisible()
  await visitor.keyboard.press('Enter')
  await flow.card(ACTION).getByRole('button', { name: 'New connection' }).click()
  const form = flow.newConnection
  await form.getByLabel('Connection name').fill('Berlin')
  await form.getByLabel('API key').fill(practice.apiKey)
  await expect(form.getByLabel('Item')).toHaveValue('laptop')
  await expect(form.getByLabel('Item')).not.toBeEditable()
  await expect(form.getByLabel('Label')).toHaveCount(0)
  await form.getByRole('button', { name: 'Create' }).click()
  await expect(form).toContainText('“Office” is required.')
  await expectAccessible(visitor)
  await form.getByLabel('Office').fill('Berlin')
  await form.getByRole('button', { name: 'Create' }).click()
  await expect(flow.option(ACTION, 'Connection')).toContainText('Berlin')

  const toggle = visitor.getByRole('switch', { name: 'Equip' })
  await toggle.click()
  await expect(toggle).toBeChecked()
  await visitor.keyboard.press('Escape')
  const run = async (): Promise<void> => {
    await visitor.getByRole('button', { name: 'Run Equip' }).click()
    const dialog = visitor.getByRole('dialog', { name: 'Run Equip' })
    await dialog.getByRole('button', { name: 'Run', exact: true }).click()
    await expect(dialog).toContainText('The run was started.')
    await visitor.keyboard.press('Escape')
  }
  const assigned = async (): Promise<unknown> => {
    const headers = { authorization: `Bearer ${practice.apiKey}` }
    return (await fetch(`${practice.url}/api/equipment`, { headers })).json()
  }
  await run()
  await expect.poll(assigned).toMatchObject([{ item: 'laptop', name: 'Office Berlin' }])

  // The helper flow runs again for the values that replace the old ones.
  await visitor.goto('/connections')
  await visitor.getByRole('link', { name: 'Berlin' }).click()
  await visitor.getByRole('button', { name: 'Replace values' }).click()
  const values = visitor.getByRole('dialog', { name: 'Replace the values' })
  await values.getByLabel('API key').fill(practice.apiKey)
  await values.getByLabel('Office').fill('Paris')
  await values.getByRole('button', { name: 'Replace' }).click()
  await expect(values).toBeHidden()
  await visitor.goto(`/flows/${flowId}`)
  await run()
  await expect
    .poll(async () => JSON.stringify(await assigned()))
    .toMatch(/Office (Paris.*Office Berlin|Berlin.*Office Paris)/)
})
