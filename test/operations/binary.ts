import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';

/** Where n8n keeps binary data: in the items themselves, or in files that the items point to. */
export type BinaryMode = 'default' | 'filesystem';

export interface BinaryData {
	/** A file as the node before would hand it on. */
	file(content: Buffer, fileName?: string, mimeType?: string): Promise<IBinaryData>;
	/** The bytes behind an item's file. */
	read(file: IBinaryData): Promise<Buffer>;
}

/** n8n's own service for binary data, in one of its modes. */
export function useBinaryData(mode: BinaryMode): BinaryData {
	let folder = '';
	let service: BinaryDataService;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'keap-binary-'));
		const config = { mode, localStoragePath: folder } as never;
		service = new BinaryDataService(config, { error: () => undefined } as never, {} as never);
		if (mode === 'filesystem') await service.init();
		Container.set(BinaryDataService, service);
	});
	afterAll(async () => await rm(folder, { recursive: true }));
	return {
		file: async (content, fileName, mimeType = 'application/octet-stream') =>
			await service.store({ type: 'execution', workflowId: 'test', executionId: '1' }, content, {
				data: '',
				mimeType,
				...(fileName ? { fileName } : {}),
			}),
		read: async (file) => await service.getAsBuffer(file),
	};
}
