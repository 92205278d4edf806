import type { Page } from '@playwright/test'
import { loadSample, type TestApi } from '../../fixtures/api.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { apiOf, turnOnAnother } from '../../fixtures/sharing.ts'
import { signInAs } from '../../fixtures/sign-in-as.ts'
import type { Installation } from '../../fixtures/start-installation.ts'
import { expect, test } from '../../fixtures/test.ts'

const CONNECTION = 'People of Vera'

/** Signs in a new member and creates their own connection to Acme HR. */
const memberWithConnection = async (api: TestApi, visitor: Page, { url, practice }: Installation) => {
  const { connectorId, flowId: sampleFlowId } = await loadSample(api)
  await signInAs(api, visitor, { role: 'user', path: '/connections' })
  await expect(visitor.getByRole('heading', { name: 'No connections yet' })).toBeVisible()
  const member = await apiOf(visitor, url)
  const { id: connectionId } = await member.mutate<{ id: string }>('connections.create', {
    connectorId,
    name: CONNECTION,
    values: { apiKey: practice.apiKey }
  })
  return { member, connectionId, sampleFlowId }
}

const sendTestEvent = async (api: TestApi, flowId: string): Promise<void> => {
  const { body } = await api.query<{ body: string }>('flows.testEventDraft', { flowId })
  await api.mutate('flows.sendTestEvent', { flowId, body })
}

const runsOf = (api: TestApi, flowId: string) => async (): Promise<string[]> => {
  const { rows } = await api.query<{ rows: { status: { is: string } }[] }>('runs.list', { flowId })
  return rows.map(({ status }) => status.is)
}

const deliveriesOf = (api: TestApi, flowId: string) => async (): Promise<string[]> => {
  const { rows } = await api.query<{ rows: { status: { is: string } }[] }>('deliveries.list', { flowId })
  return rows.map(({ status }) => status.is)
}

/** Transfers the connection with the open panel to the admin of the test. */
const handOverToAda = async (page: Page): Promise<void> => {
  const panel = page.getByRole('complementary', { name: `Connection ${CONNECTION}` })
  await panel.getByRole('button', { name: 'Hand over' }).click()
  const dialog = page.getByRole('dialog', { name: `Hand over “${CONNECTION}”` })
  const submit = dialog.getByRole('button', { name: 'Hand over' })
  await expect(submit).toBeDisabled()
  await dialog.getByRole('combobox', { name: 'New owner' }).click()
  // Nobody is offered the connection who has it.
  await expect(page.getByRole('option')).toHaveText(['Ada Example'])
  await page.getByRole('option', { name: 'Ada Example' }).click()
  await expectAccessible(page)
  await submit.click()
  await expect(page.getByText(`“${CONNECTION}” was handed over.`)).toBeVisible()
}

test('an admin hands over the connection of a member, who continues using it', { tag: '@long' }, async ({
  api,
  page,
  visitor,
  installation
}) => {
  const { member, connectionId, sampleFlowId } = await memberWithConnection(api, visitor, installation)
  const flowId = await turnOnAnother(api, member, sampleFlowId, connectionId)
  await page.goto(`/connections?connection=${connectionId}`)
  const panel = page.getByRole('complementary', { name: `Connection ${CONNECTION}` })
  const access = panel.getByRole('region', { name: 'Access' })
  await expect(access).toContainText('OwnerVera user')
  await expect(panel.getByRole('button', { name: 'Replace values' })).toHaveCount(0)
  await handOverToAda(page)
  await expect(access).toContainText('OwnerYou')
  await expect(access).toContainText('Vera user')
  await expect(panel.getByRole('button', { name: 'Replace values' })).toBeVisible()

  await visitor.goto(`/connections?connection=${connectionId}`)
  const seen = visitor.getByRole('complementary', { name: `Connection ${CONNECTION}` })
  await expect(seen.getByRole('region', { name: 'Access' })).toContainText('OwnerAda Example')
  await expect(seen.getByRole('button', { name: 'Replace values' })).toHaveCount(0)
  await expectAccessible(visitor)
  await sendTestEvent(member, flowId)
  await expect.poll(runsOf(member, flowId)).toEqual(['succeeded'])
})

test('removing a member names the flows that lose a connection, and they run once it is handed over', {
  tag: '@long'
}, async ({ api, page, visitor, installation }) => {
  const { member, connectionId, sampleFlowId } = await memberWithConnection(api, visitor, installation)
  const targets = [{ with: 'role', role: 'admin' }]
  await member.mutate('connections.share', { connectionId, targets })
  const flowId = await turnOnAnother(api, api, sampleFlowId, connectionId)

  await page.goto('/settings/members')
  await page.getByRole('button', { name: 'More for Vera user' }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  const asked = page.getByRole('alertdialog', { name: 'Remove Vera user?' })
  await expect(asked).toContainText(`Owns 1 connection: “${CONNECTION}”.`)
  const held = asked.getByRole('status').first()
  await expect(held).toContainText('These flows will be put on hold.')
  await expect(held.getByRole('listitem')).toHaveText(['Greet (Ada Example)'])
  await expectAccessible(page)
  const heir = asked.getByRole('combobox', { name: 'Transfer connections to' })
  await heir.click()
  await page.getByRole('option', { name: 'Ada Example' }).click()
  await expect(held).toHaveCount(0)
  await heir.click()
  await page.getByRole('option', { name: 'Nobody' }).click()
  await expect(held).toContainText('Greet (Ada Example)')
  await asked.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByRole('list', { name: 'Members' }).getByRole('listitem')).toHaveText([/Ada Example/])

  await page.goto('/flows')
  await page.getByRole('button', { name: /^Runs on hold/ }).click()
  await expect(page.getByRole('dialog', { name: 'Switch of Greet' })).toContainText('The flow is on hold')
  await sendTestEvent(api, flowId)
  await expect.poll(deliveriesOf(api, flowId)).toEqual(['accepted'])
  expect(await runsOf(api, flowId)()).toEqual([])

  await page.goto(`/connections?connection=${connectionId}`)
  await expect(
    page.getByText(
      'The owner of this connection was removed, so flows that use it are on hold. Hand the connection over'
    )
  ).toBeVisible()
  await expectAccessible(page)
  await handOverToAda(page)
  await expect.poll(runsOf(api, flowId)).toEqual(['succeeded'])
})
