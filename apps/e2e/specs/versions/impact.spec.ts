import { type Flow, literal } from '@hookwright/model'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import {
  deployDraft,
  greetingEvent,
  makeGreeting,
  makeListener,
  registerFlow,
  turnOn
} from '../../fixtures/greeting.ts'
import { expect, test } from '../../fixtures/test.ts'
import { textField } from '../../pages/flow-docs.ts'
import { deploymentPage } from '../../pages/versions.ts'

test('[row 123] breaking changes of a deployment are listed by flow, and need a confirmation', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  const { practice } = installation
  const connector = await makeGreeting(api, practice)
  const { connectorId, eventFlowId, helpers } = connector
  const versionId = await deployDraft(api, connectorId)
  const flowId = await makeListener(api, practice, { ...connector, versionId, name: 'Welcome' })
  await turnOn(api, flowId)

  const saveFlow = async (id: string, name: string, baseDraft: number, doc: Flow) =>
    api.mutate('makerFlows.save', {
      flowId: id,
      baseDraft,
      name,
      description: '',
      active: true,
      saveAll: true,
      doc
    })
  const save = async (baseDraft: number, doc: Flow) => saveFlow(eventFlowId, 'User created', baseDraft, doc)
  const breaking = greetingEvent(helpers)
  const end = breaking.cards.return
  if (end === undefined) throw new Error('The event has no return card.')
  end.config = {
    groups: [{ id: 'user', name: 'User', fields: [textField('email', 'Email')] }],
    runMode: false
  }
  end.inputs = { email: end.inputs.email ?? literal('') }
  await save(1, breaking)

  const tab = deploymentPage(page)
  await tab.open(connectorId)
  await tab.createVersion()
  const dialog = await tab.askToDeploy(2)
  const flow = dialog.getByRole('list', { name: 'Impact on users' }).getByRole('listitem').first()
  await expect(flow).toContainText('Welcome')
  await expect(flow).toContainText('Breaking')
  await expect(flow).toContainText('on, uses version 1')
  await expect(flow).toContainText(/The output “Greeting”, which the flow uses, was removed/)
  const deploy = dialog.getByRole('button', { name: 'Deploy version 2' })
  await expect(deploy).toBeDisabled()
  await expect(deploy).toHaveAccessibleDescription(/An upgrade would break some users’ flows/)
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('checkbox', { name: 'Deploy even though an upgrade would break 1 flow' }).click()
  await deploy.click()
  await expect(dialog).toBeHidden()
  await expect(tab.version(2)).toContainText('Deployed')

  await save(2, greetingEvent(helpers, 'Good day'))
  await page.reload()
  await tab.createVersion()
  const again = await tab.askToDeploy(3)
  await expect(again.getByRole('list', { name: 'Impact on users' })).toContainText('Compatible')
  await expect(again.getByRole('checkbox')).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(tab.version(3).getByRole('button', { name: 'Deploy version 3' })).toBeFocused()

  const other = structuredClone(registerFlow)
  const create = other.cards.create
  if (create === undefined) throw new Error('The registration flow sends no request.')
  create.inputs.url = literal('/subscriptions?all=yes')
  await saveFlow(helpers.registration, 'Register', 1, other)
  await page.reload()
  await tab.createVersion()
  const last = await tab.askToDeploy(4)
  const changes = last.getByRole('list', { name: 'Impact on users' })
  await expect(changes.getByRole('listitem').first()).toContainText('Welcome')
  await expect(changes).toContainText('Needs re-registration')
  await expect(changes).toContainText('The registration flow has changed.')
  await expect(last.getByRole('checkbox')).toBeHidden()
  await last.getByRole('button', { name: 'Deploy version 4' }).click()
  await expect(tab.version(4)).toContainText('Deployed')
})
