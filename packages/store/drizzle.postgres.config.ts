import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: './src/postgres/schema/schema.ts',
  out: './drizzle/postgres',
  casing: 'snake_case'
})
