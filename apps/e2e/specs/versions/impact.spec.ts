import { literal } from '@hookwright/model'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { deployDraft, greetingEvent, makeGreeting, makeListener, turnOn } from '../../fixtures/greeting.ts'
import { expect, test } from '../../fixtures/test.ts'
import { textField } from '../../pages/flow-docs.ts'
import { deploymentPage } from '../../pages/versions.ts'

test('[row 123] what a deployment would break is told by flow, and needs to be confirmed', async ({
  api,
  page,
  installation
}) => {
  const { practice } = installation
  const connector = await makeGreeting(api, practice)
  const { connectorId, eventFlowId, helpers } = connector
  const versionId = await deployDraft(api, connectorId)
  const flowId = await makeListener(api, practice, { ...connector, versionId, name: 'Welcome' })
  await turnOn(api, flowId)

  const save = async (baseDraft: number, doc: ReturnType<typeof greetingEvent>) =>
    api.mutate('makerFlows.save', {
      flowId: eventFlowId,
      baseDraft,
      name: 'User created',
      description: '',
      active: true,
      saveAll: true,
      doc
    })
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
  const flow = dialog.getByRole('list', { name: 'What changes for users' }).getByRole('listitem').first()
  await expect(flow).toContainText('Welcome')
  await expect(flow).toContainText('Breaking')
  await expect(flow).toContainText('on, uses version 1')
  await expect(flow).toContainText(/The output “Greeting”, which the flow uses, is gone/)
  const deploy = dialog.getByRole('button', { name: 'Deploy version 2' })
  await expect(deploy).toBeDisabled()
  await expect(deploy).toHaveAccessibleDescription(/It breaks flows of users/)
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('checkbox', { name: 'Deploy it although 1 flow breaks' }).click()
  await deploy.click()
  await expect(dialog).toBeHidden()
  await expect(tab.version(2)).toContainText('Deployed')

  await save(2, greetingEvent(helpers, 'Good day'))
  await page.reload()
  await tab.createVersion()
  const again = await tab.askToDeploy(3)
  await expect(again.getByRole('list', { name: 'What changes for users' })).toContainText('Compatible')
  await expect(again.getByRole('checkbox')).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(tab.version(3).getByRole('button', { name: 'Deploy version 3' })).toBeFocused()
})
