module taskhub/tools/trivy-db

go 1.26.0

tool taskhub/tools/trivy-db/cmd/trivy-db

require go.etcd.io/bbolt v1.3.11

require golang.org/x/sys v0.4.0 // indirect
