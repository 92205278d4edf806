import { loadSample } from '../fixtures/api.ts'
import { sendUser, turnOn } from '../fixtures/greeting.ts'
import { shoot, small } from '../fixtures/shoot.ts'
import { expect, test } from '../fixtures/test.ts'
import { newUserFlow } from '../pages/user-flow.ts'

test.setTimeout(240_000)

test('lists with few rows, and an empty flow', async ({ api, page, installation: { practice } }) => {
  const { flowId } = await loadSample(api)
  const empty = await newUserFlow(api)
  await page.goto(`/flows/${empty}`)
  await expect(page.getByRole('button', { name: 'Add event' })).toBeVisible()
  await shoot(page, 'few-empty-flow')
  await page.goto('/connections')
  await expect(page.getByRole('heading', { name: 'Connect another service' })).toBeVisible()
  await shoot(page, 'few-connections')
  await page.getByRole('button', { name: 'Connect API Connector' }).click()
  await expect(page.getByLabel('Base URL')).toBeVisible()
  await shoot(page, 'few-connect')
  await turnOn(api, flowId)
  await page.goto('/registrations')
  await expect(page.getByRole('article', { name: 'Registration, succeeded' })).toBeVisible()
  await shoot(page, 'few-registrations-none')
  for (const name of ['ada', 'ben']) await sendUser(practice, `${name}@acme.example`)
  await page.goto('/runs')
  await expect(page.getByText('Succeeded').first()).toBeVisible()
  await shoot(page, 'few-runs')
  await page.goto('/registrations')
  await shoot(page, 'few-registrations')
  await page.setViewportSize(small)
  await page.goto(`/connections`)
  await page.getByRole('button', { name: 'New connection' }).click()
  await page.getByRole('combobox', { name: 'Connector' }).click()
  await page.getByRole('option', { name: 'API Connector' }).click()
  // The field of the chosen connector alone: the form before it is gone by then.
  await page.getByLabel('Base URL').fill('http://127.0.0.1:9')
  await page.getByLabel('Connection name').fill('Members')
  await page.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByText('was created.')).toBeVisible()
  await shoot(page, 'few-toast', [small])
})
