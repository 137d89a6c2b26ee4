create table if not exists dintero_auth_token_store (
	entry_key varchar(200) character set ascii collate ascii_bin primary key,
	version bigint not null,
	content blob,
	fingerprint varchar(64),
	value_end bigint not null,
	owner varchar(200),
	lease_end bigint not null,
	reason blob,
	rest_end bigint not null,
	rejections varchar(2000) not null,
	entry_end bigint not null,
	index dintero_auth_token_store_end (entry_end)
);
