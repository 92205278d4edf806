import { literal, pill } from '@hookwright/model'
import { deployChat, test } from '../../fixtures/acme-chat.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { deployDraft, makeGreeting, sendUser, turnOn } from '../../fixtures/greeting.ts'
import { expect } from '../../fixtures/test.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { card, docOf, flowOf, textField } from '../../pages/flow-docs.ts'
import { deploymentPage } from '../../pages/versions.ts'

const ACTION = 'Post message'

test('[row 123] a breaking change of an action is listed by flow before the deployment; flows upgrade in place, and a rollback is shown', {
  tag: '@full'
}, async ({ api, page, chat, installation: { practice } }) => {
  const connector = await makeGreeting(api, practice)
  const event = { ...connector, versionId: await deployDraft(api, connector.connectorId) }
  const { connectorId, versionId, actionFlowId } = await deployChat(api, chat)
  const connect = async (of: string, apiKey: string): Promise<string> =>
    (
      await api.mutate<{ id: string }>('connections.create', {
        connectorId: of,
        name: 'Own account',
        values: { api_key: apiKey }
      })
    ).id
  const account = await connect(event.connectorId, practice.apiKey)
  const bot = await connect(connectorId, chat.apiKey)
  /** Creates a flow that posts a message and reads an output of the action. */
  const announce = async (name: string, reads: string): Promise<string> => {
    const { eventFlowId } = event
    const doc = flowOf(
      card('event', 'connector-event', {
        config: {
          ...{ connectorId: event.connectorId, eventFlowId, versionId: event.versionId },
          ...{ connectionId: account, runMode: 'each' }
        },
        inputs: { type: literal('user.created') }
      }),
      card('act', 'connector-action', {
        title: ACTION,
        config: { connectorId, versionId, actionFlowId, connectionId: bot },
        inputs: { channel: literal('general'), words: pill('event', 'greeting') }
      }),
      card('say', 'compose', { title: 'Say', inputs: { text: pill('act', reads) } })
    )
    const { id } = await api.mutate<{ id: string }>('flows.create', { name, doc })
    await turnOn(api, id)
    return id
  }
  const channels = await announce('Reads the channel', 'channel')
  const messages = await announce('Reads the message', 'ts')

  // The next version of the action returns the id of the message alone, and greets on its own.
  const doc = await docOf(api, actionFlowId)
  const { post, return: end } = doc.cards
  if (post === undefined || end === undefined) throw new Error('The action posts and returns.')
  post.inputs.url = literal('/v2/messages')
  end.config = {
    groups: [{ id: 'sent', name: 'Sent message', fields: [textField('ts', 'Message ID')] }],
    runMode: false
  }
  end.inputs = { ts: end.inputs.ts ?? literal('') }
  const save = {
    flowId: actionFlowId,
    baseDraft: 1,
    name: ACTION,
    description: '',
    active: true,
    saveAll: true
  }
  await api.mutate('makerFlows.save', { ...save, doc })

  const tab = deploymentPage(page)
  await tab.open(connectorId)
  await tab.createVersion()
  const dialog = await tab.askToDeploy(2)
  const impact = dialog.getByRole('list', { name: 'Impact on users' }).getByRole('listitem')
  const gone = 'Action “Post message”: The output “Channel”, which the flow uses, was removed.'
  await expect(impact.filter({ hasText: 'Reads the channel' }).first()).toContainText('Breaking')
  await expect(impact.filter({ hasText: 'Reads the channel' }).first()).toContainText(gone)
  await expect(impact.filter({ hasText: 'Reads the message' }).first()).toContainText('Compatible')
  await expectAccessible(page)
  await dialog.getByRole('checkbox', { name: 'Deploy even though an upgrade would break 1 flow' }).click()
  await dialog.getByRole('button', { name: 'Deploy version 2' }).click()
  await expect(dialog).toBeHidden()

  // Both flows keep the version that they run; one of them can be upgraded.
  await page.goto('/registrations')
  await expect(
    page.getByText('Version 2 of Acme Chat is deployed. 2 flows are still on an older version.')
  ).toBeVisible()
  await page.getByRole('button', { name: 'Show plan' }).click()
  const plan = page.getByRole('dialog', { name: 'Upgrade to the deployed version of “Acme Chat”' })
  await expect(plan).toContainText('1 in place, 0 registered again, 1 cannot upgrade.')
  await expect(plan).toContainText(gone)
  await expectAccessible(page)
  await plan.getByRole('button', { name: 'Upgrade 1 flow' }).click()
  await expect(plan).toContainText('1 of 1 flow done.')
  await page.keyboard.press('Escape')
  const versionOf = async (flowId: string) =>
    (await api.query<{ flow: { doc: typeof doc } }>('flows.get', { flowId })).flow.doc.cards.act?.config
      .versionId
  expect(await versionOf(channels)).toBe(versionId)
  expect(await versionOf(messages)).not.toBe(versionId)
  await sendUser(practice, 'ada@acme.example')
  await expect.poll(() => chat.posted.length).toBe(2)

  // The flow that cannot be upgraded is offered to move its card by hand, which shows what to fix.
  await page.goto(`/flows/${channels}`)
  await expect(
    page.getByText('Version 2 of Acme Chat is deployed. The card “Post message” still uses version 1.')
  ).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Update card' }).click()
  const use = page.getByRole('dialog', { name: 'Use version 2 of Acme Chat' })
  await expect(use).toContainText('1 problem has to be fixed before the flow can be turned on.')
  await expectAccessible(page)
  await use.getByRole('button', { name: 'Use version 2' }).click()
  await expect(page.getByText('The draft uses version 2 of Acme Chat now.')).toBeVisible()
  // The buttons that had the focus are gone; it is at the card that they changed.
  const changed = flowCanvas(page).title(ACTION)
  await expect(changed).toBeFocused()
  await expect(page.getByRole('button', { name: '1 error' }).first()).toBeVisible()
  await page.getByRole('button', { name: 'Back to version 1' }).click()
  await expect(page.getByText('The card “Post message” still uses version 1.')).toBeVisible()
  await expect(changed).toBeFocused()

  // The maker rolls back; the flow on the newer version keeps it, and its page says so.
  await tab.open(connectorId)
  const back = await tab.askToDeploy(1)
  await expect(back).toContainText('Flows that are on keep their version, even if it is newer.')
  await back.getByRole('button', { name: 'Roll back to version 1' }).click()
  await expect(back).toBeHidden()
  await page.goto(`/flows/${messages}`)
  await expect(
    page.getByText('Version 1 of Acme Chat is deployed again. The card “Post message” still uses version 2.')
  ).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Use version 1' }).click()
  const older = page.getByRole('dialog', { name: 'Use version 1 of Acme Chat' })
  await expect(older).toContainText('There are no problems to fix.')
  await older.getByRole('button', { name: 'Use version 1' }).click()
  await expect(page.getByText('is deployed again')).toBeHidden()
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect(page.getByText('is deployed again')).toBeVisible()
})
