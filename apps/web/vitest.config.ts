import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** Components are tested in a document of happy-dom's. */
export default defineConfig({ plugins: [react()], test: { environment: 'happy-dom' } })
