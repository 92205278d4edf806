import { loadSample } from '../../fixtures/api.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { small } from '../../fixtures/shoot.ts'
import { signInAs } from '../../fixtures/sign-in-as.ts'
import { expect, test } from '../../fixtures/test.ts'
import { userFlowPage } from '../../pages/user-flow.ts'

// review: screens 1
test('a connection is found from its card, checked, given other values, renamed, created and deleted', async ({
  api,
  page,
  installation: { practice }
}) => {
  const { flowId } = await loadSample(api)
  await page.goto(`/flows/${flowId}`)
  await userFlowPage(page).card('User created').getByRole('button', { name: 'Edit connection' }).click()
  await expect(page.getByRole('heading', { name: 'Connections', level: 1 })).toBeVisible()
  const panel = page.getByRole('complementary', { name: /^Connection / })
  await expect(panel.getByRole('link', { name: 'Welcome new joiners' })).toBeVisible()
  await expectAccessible(page)

  await panel.getByRole('button', { name: 'Replace values' }).click()
  const values = page.getByRole('dialog', { name: 'Replace the values' })
  await values.getByLabel('API key').fill('acme_wrong')
  await values.getByRole('button', { name: 'Replace' }).click()
  // Results of a check move no button, so that none slips away under a click.
  const buttons = [
    panel.getByRole('button', { name: 'Check now' }),
    panel.getByRole('button', { name: 'Delete' })
  ]
  const places = () => Promise.all(buttons.map(button => button.boundingBox()))
  await expect(values).toBeHidden()
  const before = await places()
  await panel.getByRole('button', { name: 'Check now' }).click()
  await expect(panel.getByRole('alert')).toContainText('was answered with 401')
  expect(await places()).toEqual(before)
  await expect(page.getByRole('list', { name: 'Connections' })).toContainText('401')
  await page.getByRole('button', { name: 'Failing 1' }).click()
  await expectAccessible(page)
  await panel.getByRole('button', { name: 'Replace values' }).click()
  await values.getByLabel('API key').fill(practice.apiKey)
  await values.getByRole('button', { name: 'Replace' }).click()
  await panel.getByRole('button', { name: 'Check now' }).click()
  await expect(panel.getByRole('status').last()).toContainText('Works')
  await page.getByRole('group', { name: 'Show' }).getByRole('button', { name: 'All' }).click()

  await panel.getByRole('button', { name: 'Rename the connection' }).click()
  await page.getByRole('dialog', { name: 'Rename connection' }).getByLabel('Name').fill('People team')
  await page.keyboard.press('Enter')
  await expect(panel.getByRole('heading', { name: 'People team' })).toBeVisible()

  await panel.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await expect(panel.getByRole('alert')).toContainText('Welcome new joiners')
  await page.setViewportSize(small)
  await expectAccessible(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  await panel.getByRole('button', { name: 'Close the details' }).click()
  await expect(page.getByRole('link', { name: 'People team' })).toBeFocused()

  await page.getByRole('button', { name: 'New connection' }).click()
  const dialog = page.getByRole('dialog', { name: 'New connection' })
  await dialog.getByRole('combobox', { name: 'Connector' }).click()
  // Has actions only.
  await expect(page.getByRole('option', { name: 'Acme Chat' })).toBeVisible()
  await page.getByRole('option', { name: 'Acme HR' }).click()
  await dialog.getByLabel('Connection name').fill('Sandbox')
  await dialog.getByLabel('API key').fill('acme_other')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(panel.getByRole('heading', { name: 'Sandbox' })).toBeVisible()
  await panel.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Sandbox' })).toHaveCount(0)
})

// review: trial 1
test('a connection is tested when it is created, and is shown as failing if its service refuses it', {
  tag: '@full'
}, async ({ api, page }) => {
  const { connectorId } = await loadSample(api)
  const messages = page.getByRole('region', { name: 'Messages' })
  await page.goto(`/connectors/${connectorId}/test-connections`)
  await page.getByRole('button', { name: 'New test connection' }).click()
  const testDialog = page.getByRole('dialog', { name: 'New test connection' })
  await testDialog.getByLabel('Connection name').fill('Wrong key')
  await testDialog.getByLabel('API key').fill('acme_wrong')
  await testDialog.getByRole('button', { name: 'Create' }).click()
  await expect(messages).toContainText(/The check of the connection “Wrong key” failed\. .*401/)

  await page.goto('/connections')
  await page.getByRole('button', { name: 'New connection' }).click()
  const dialog = page.getByRole('dialog', { name: 'New connection' })
  await dialog.getByRole('combobox', { name: 'Connector' }).click()
  await page.getByRole('option', { name: 'Acme HR' }).click()
  await dialog.getByLabel('Connection name').fill('Old key')
  await dialog.getByLabel('API key').fill('acme_old')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(messages).toContainText(/The check of the connection “Old key” failed\. .*401/)
  const panel = page.getByRole('complementary', { name: /^Connection / })
  await expect(panel.getByRole('status').last()).toContainText('Failed')
  await expectAccessible(page)
})

// review: trial 7
test('a flow that its service refuses with 401 leads from its switch to the connection to mend', {
  tag: '@long'
}, async ({ api, page }) => {
  const { connectionId } = await loadSample(api)
  await api.mutate('connections.replaceValues', { connectionId, values: { apiKey: 'acme_wrong' } })
  await page.goto('/flows')
  await page.getByRole('switch', { name: 'Welcome new joiners' }).click()
  await expect(page.getByText('The service rejected the credentials')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Open connection' }).click()
  const panel = page.getByRole('complementary', { name: /^Connection / })
  await expect(panel.getByRole('button', { name: 'Replace values' })).toBeVisible()
})

// review: screens 1
test('a user without connections sees what they are for', { tag: '@long' }, async ({ api, visitor }) => {
  await signInAs(api, visitor, { role: 'user', path: '/connections' })
  await expect(visitor.getByRole('heading', { name: 'No connections yet' })).toBeVisible()
  await expectAccessible(visitor)
  await visitor.getByRole('button', { name: 'New connection' }).click()
  const connector = visitor.getByRole('dialog').getByRole('combobox', { name: 'Connector' })
  await expect(connector).toContainText('API Connector')
})
